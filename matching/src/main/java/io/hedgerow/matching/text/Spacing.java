package io.hedgerow.matching.text;

/**
 * Closes up letters that were set apart by one and the same mark, such as {@code h-a-t-e}: at least
 * three letters, or four where a space sets them apart, since "U S A" and "I a m" occur by nature.
 * Only letters before the scripts of East Asia, which need no spaces.
 */
final class Spacing {
  private static final String MARKS = " .-_*~,'|/\\\u00B7\u2022+=:;^`\"";
  private static final char EAST_ASIA = 0x2E80;

  private Spacing() {}

  static TracedText close(TracedText traced) {
    String text = traced.text();
    Rewriting rewriting = new Rewriting(traced);
    int at = 0;
    while (at + 4 < text.length()) {
      boolean framed = text.charAt(at + 1) == text.charAt(at + 3);
      int end = framed && startsRun(text, at) ? afterRun(text, at) : at + 1;
      if (end > at + 1) {
        for (int mark = at + 1; mark < end; mark += 2) {
          rewriting.remove(mark, mark + 1);
        }
      }
      at = end;
    }
    return rewriting.finish();
  }

  private static boolean startsRun(String text, int at) {
    return MARKS.indexOf(text.charAt(at + 1)) >= 0
        && isLetterOrLeet(text.charAt(at))
        && (at == 0 || !isWordPart(text.charAt(at - 1)));
  }

  /** The end of the run of single letters that starts here; one further on when there is none. */
  private static int afterRun(String text, int from) {
    char mark = text.charAt(from + 1);
    int letters = 0;
    int others = 0;
    int end = from;
    for (int at = from; at < text.length() && isSingle(text, at); at += 2) {
      boolean letter = Character.isLetter(text.charAt(at));
      letters += letter ? 1 : 0;
      others += letter ? 0 : 1;
      end = at + 1;
      if (end >= text.length() || text.charAt(end) != mark) {
        break;
      }
    }
    boolean run = letters > others && letters + others >= (mark == ' ' ? 4 : 3);
    return run ? end : from + 1;
  }

  private static boolean isSingle(String text, int at) {
    return isLetterOrLeet(text.charAt(at))
        && (at + 1 == text.length() || !isWordPart(text.charAt(at + 1)));
  }

  private static boolean isLetterOrLeet(char c) {
    return c < EAST_ASIA && (Character.isLetter(c) || Leet.letterFor(c) != 0);
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || Character.isSurrogate(c);
  }
}

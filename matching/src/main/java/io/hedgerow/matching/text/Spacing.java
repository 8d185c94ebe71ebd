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
      if (!framed || !startsRun(text, at)) {
        at++;
        continue;
      }
      int end = afterRun(text, at);
      int from = firstThatReads(text, at, end);
      for (int mark = from + 1; mark < end; mark += 2) {
        rewriting.remove(mark, mark + 1);
      }
      // Its last letter may begin a run with another mark.
      at = from < end ? end : Math.max(at + 1, end - 1);
    }
    return rewriting.finish();
  }

  private static boolean startsRun(String text, int at) {
    return MARKS.indexOf(text.charAt(at + 1)) >= 0
        && isLetterOrLeet(text.charAt(at))
        && (at == 0 || !isWordPart(text.charAt(at - 1)));
  }

  /** The end of the run of single letters, set apart by one mark, that starts here. */
  private static int afterRun(String text, int from) {
    char mark = text.charAt(from + 1);
    int end = from;
    for (int at = from; at < text.length() && isSingle(text, at); at += 2) {
      end = at + 1;
      if (end >= text.length() || text.charAt(end) != mark) {
        break;
      }
    }
    return end;
  }

  /**
   * The first letter from which on the run reads as a word: it has enough letters, and more than
   * figures. The end where there is none. One look from the end, so that a megabyte of single
   * figures takes no longer than one of letters.
   */
  private static int firstThatReads(String text, int from, int end) {
    int fewest = text.charAt(from + 1) == ' ' ? 4 : 3;
    int surplus = 0;
    int count = 0;
    int first = end;
    for (int at = end - 1; at >= from; at -= 2) {
      surplus += Character.isLetter(text.charAt(at)) ? 1 : -1;
      count++;
      first = surplus > 0 && count >= fewest ? at : first;
    }
    return first;
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

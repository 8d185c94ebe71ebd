package io.hedgerow.matching.text;

/**
 * Shortens what is drawn out: a letter three times or more in a row, or a mark more than three
 * times. English doubles some letters and never others, so {@code fuuuun} keeps one u and {@code
 * cooool} two o; a term list also tries the reading with one ({@link TermMatcher}). Digits are left
 * alone, they may be a number.
 */
final class Repeats {
  private static final int DRAWN_OUT = 3;
  private static final int MOST_MARKS = 3;
  private static final String NEVER_DOUBLE = "aiuhjkqvwxy";

  private Repeats() {}

  static TracedText shorten(TracedText traced) {
    return shorten(traced, false);
  }

  /** One letter of each run, whatever the letter. */
  static TracedText shortenToOne(TracedText traced) {
    return shorten(traced, true);
  }

  private static TracedText shorten(TracedText traced, boolean toOne) {
    String text = traced.text();
    Rewriting rewriting = new Rewriting(traced);
    int at = 0;
    while (at + DRAWN_OUT <= text.length()) {
      if (!same(text.charAt(at), text.charAt(at + 2))) {
        at++;
        continue;
      }
      char c = text.charAt(at);
      int end = afterRun(text, at);
      int kept = toOne && Character.isLetter(c) ? 1 : kept(c);
      if (end - at >= DRAWN_OUT && end - at > kept) {
        absorb(at, end, kept, text, rewriting);
      }
      at = end;
    }
    return rewriting.finish();
  }

  /** The last unit that is kept stands for all the rest of its run. */
  private static void absorb(int at, int end, int kept, String text, Rewriting rewriting) {
    rewriting.replace(at + kept - 1, end, text.substring(at + kept - 1, at + kept));
  }

  private static int afterRun(String text, int from) {
    int end = from + 1;
    while (end < text.length() && same(text.charAt(from), text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** Whatever the case, for letters whose cases lie 32 apart. */
  private static boolean same(char a, char b) {
    return a == b || (a ^ b) == 32 && Character.isLetter(a) && Character.isLetter(b);
  }

  private static int kept(char c) {
    if (Character.isLetter(c)) {
      return NEVER_DOUBLE.indexOf(Character.toLowerCase(c)) >= 0 ? 1 : 2;
    }
    boolean mark = !Character.isDigit(c) && !Character.isSurrogate(c) && !Character.isWhitespace(c);
    return mark ? MOST_MARKS : Integer.MAX_VALUE;
  }
}

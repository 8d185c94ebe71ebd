package io.hedgerow.matching.text;

/**
 * Digits and symbols that stand for letters, where their place shows that they do: between letters
 * ({@code h4te}); at the start before three letters or more, if it is a mark seen there in earnest
 * ({@code $hit}, {@code 5hit}); singly at the end of a word that has others ({@code b1tche5}). So
 * {@code covid19}, {@code 2nd}, {@code @name} and {@code name@example.org} stay.
 */
final class Leet {
  private static final String FIGURES = "013456789@$!|\u20AC";
  private static final String LETTERS = "oieasgtbgasiie";
  private static final String IN_FRONT = "015$";

  private Leet() {}

  /** The letter that a figure stands for, or 0. */
  static char letterFor(char figure) {
    int at = figure > '@' && figure < '|' ? -1 : FIGURES.indexOf(figure);
    return at < 0 ? 0 : LETTERS.charAt(at);
  }

  static TracedText read(TracedText traced) {
    String text = traced.text();
    Rewriting rewriting = new Rewriting(traced);
    int at = 0;
    while (at < text.length()) {
      int end = at;
      int figures = 0;
      while (end < text.length() && isPart(text.charAt(end))) {
        figures += Character.isLetter(text.charAt(end)) ? 0 : 1;
        end++;
      }
      if (figures > 0 && end - at > figures) {
        read(text, at, end, rewriting);
      }
      at = end + 1;
    }
    return rewriting.finish();
  }

  private static boolean isPart(char c) {
    return c < 0x80
        ? (c | 32) >= 'a' && (c | 32) <= 'z' || c >= '0' && c <= '9' || letterFor(c) != 0
        : Character.isLetter(c) || letterFor(c) != 0;
  }

  private static void read(String text, int start, int end, Rewriting rewriting) {
    int first = start;
    while (!Character.isLetter(text.charAt(first))) {
      first++;
    }
    int last = end - 1;
    while (!Character.isLetter(text.charAt(last))) {
      last--;
    }
    int inner = figures(text, first, last);
    if (inner > last - first + 1 - inner || isAddress(text, first, last, end)) {
      return;
    }
    boolean front = first - start == 1 && isInFront(text, start, last + 1);
    int from = front ? start : first;
    boolean back = end - last == 2 && (inner > 0 || front);
    substitute(text, from, back ? end : last + 1, rewriting);
  }

  private static int figures(String text, int first, int last) {
    int figures = 0;
    for (int i = first; i <= last; i++) {
      figures += Character.isLetter(text.charAt(i)) ? 0 : 1;
    }
    return figures;
  }

  private static boolean isAddress(String text, int first, int last, int end) {
    int sign = text.indexOf('@', first);
    return sign >= 0 && sign < last && end < text.length() && text.charAt(end) == '.';
  }

  private static boolean isInFront(String text, int start, int end) {
    return IN_FRONT.indexOf(text.charAt(start)) >= 0 && end - start > 3;
  }

  private static void substitute(String text, int from, int to, Rewriting rewriting) {
    boolean upper = false;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      char letter = Character.isLetter(c) ? 0 : letterFor(c);
      if (letter == 0) {
        upper = Character.isUpperCase(c);
      } else {
        rewriting.replace(i, upper ? Character.toUpperCase(letter) : letter);
      }
    }
  }
}

package io.hedgerow.matching.text;

import java.text.Normalizer;

/**
 * NFKC by stretches of a character and the marks on it, so that each can be traced; with characters
 * that have no shape left out. The whole is NFKC because NFKC never joins characters across such
 * stretches.
 */
final class Characters {
  /** More than any orthography piles on a letter. */
  private static final int MOST_MARKS = 4;

  private static final int FIRST_MARK = 0x300;

  private Characters() {}

  static TracedText settle(TracedText traced) {
    String text = traced.text();
    Rewriting rewriting = new Rewriting(traced);
    StringBuilder kept = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      boolean alone = at + 1 == text.length() || text.charAt(at + 1) < FIRST_MARK;
      if (alone && isPlain(c)) {
        at++;
        continue;
      }
      int end = afterMarks(text, at);
      kept.setLength(0);
      collect(text, at, end, kept);
      String settled = Normalizer.normalize(kept, Normalizer.Form.NFKC);
      if (!text.regionMatches(at, settled, 0, settled.length()) || settled.length() != end - at) {
        rewriting.replace(at, end, settled);
      }
      at = end;
    }
    return rewriting.finish();
  }

  private static boolean isPlain(char c) {
    return c < 0x7F && (c >= ' ' || c == '\n' || c == '\t' || c == '\r');
  }

  private static int afterMarks(String text, int from) {
    int end = from + Character.charCount(text.codePointAt(from));
    while (end < text.length() && text.charAt(end) >= 0xAD) {
      int c = text.codePointAt(end);
      if (!isMark(c) && !isShapeless(c) && !isJoiningJamo(c)) {
        break;
      }
      end += Character.charCount(c);
    }
    return end;
  }

  private static void collect(String text, int from, int to, StringBuilder kept) {
    int marks = 0;
    int at = from;
    while (at < to) {
      int c = text.codePointAt(at);
      at += Character.charCount(c);
      if (isMark(c) && at > from + Character.charCount(c)) {
        boolean drawn = !isStrike(c) && ++marks <= MOST_MARKS;
        if (drawn) {
          kept.appendCodePoint(c);
        }
      } else if (!isShapeless(c)) {
        kept.appendCodePoint(shown(c));
      }
    }
  }

  private static int shown(int c) {
    return switch (Character.getType(c)) {
      case Character.SURROGATE -> 0xFFFD;
      case Character.SPACE_SEPARATOR -> ' ';
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> '\n';
      default -> c == 0x2800 ? ' ' : c == 0x85 ? '\n' : c;
    };
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.COMBINING_SPACING_MARK;
  }

  /** Overlays, and what is drawn around a letter. */
  private static boolean isStrike(int c) {
    return c >= 0x334 && c <= 0x338 || Character.getType(c) == Character.ENCLOSING_MARK;
  }

  private static boolean isJoiningJamo(int c) {
    return c >= 0x1161 && c <= 0x11FF || c >= 0xFF9E && c <= 0xFFDC && c != 0xFFA0;
  }

  /** Unicode's default-ignorable code points, and control characters other than white space. */
  static boolean isShapeless(int c) {
    return switch (Character.getType(c)) {
      case Character.FORMAT -> c < 0x600 || c == 0x61C || c > 0x8FF;
      case Character.CONTROL -> c != '\n' && c != '\t' && c != '\r' && c != 0x85;
      default ->
          c == 0x34F
              || c == 0x115F
              || c == 0x1160
              || c == 0x3164
              || c == 0xFFA0
              || c == 0xFFFC
              || c == 0x17B4
              || c == 0x17B5
              || c >= 0x180B && c <= 0x180F
              || c >= 0xFE00 && c <= 0xFE0F
              || c >= 0xE0100 && c <= 0xE01EF;
    };
  }
}

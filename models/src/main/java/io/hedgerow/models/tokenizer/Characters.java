package io.hedgerow.models.tokenizer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.BitSet;
import java.util.Objects;

/**
 * What the reference normaliser makes of each character. UTF-16 units that stay one letter, and
 * those that vanish or separate, are found in a table; the rest is worked out when it comes.
 * Immutable.
 */
final class Characters {
  /** Becomes exactly one unit of a word. */
  static final byte LETTER = 0;

  /** Separates words and vanishes. */
  static final byte SPACE = 1;

  /** Vanishes without separating. */
  static final byte NOTHING = 2;

  /** Must be looked at by itself: punctuation, ideographs, surrogates, what becomes several. */
  static final byte OTHER = 3;

  private static final int UNITS = 1 << 16;
  private static final int REPLACEMENT = 0xFFFD;

  private static final BitSet PLAIN = plainLetters();

  private final boolean lowerCase;
  private final byte[] kinds = new byte[UNITS];
  private final char[] letters = new char[UNITS];

  /**
   * @param lowerCase whether accents are stripped and letters lower-cased, as uncased models want
   */
  Characters(boolean lowerCase) {
    this.lowerCase = lowerCase;
    for (int unit = 0; unit < UNITS; unit++) {
      kinds[unit] = classify(unit);
    }
  }

  private static BitSet plainLetters() {
    BitSet plain = new BitSet();
    try (InputStream in = Characters.class.getResourceAsStream("plain-letters.txt")) {
      new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" "))
          .forEach(range ->
              plain.set(Integer.parseInt(range[0], 16), Integer.parseInt(range[1], 16) + 1));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return plain;
  }

  byte kind(char unit) {
    return kinds[unit];
  }

  /** What a {@link #LETTER} becomes. */
  char letter(char unit) {
    return letters[unit];
  }

  private byte classify(int unit) {
    if (Character.isSurrogate((char) unit) || ideograph(unit)) {
      return OTHER;
    }
    String becomes = normal(unit);
    if (becomes.isEmpty()) {
      return NOTHING;
    }
    if (becomes.length() > 1 || punctuation(becomes.charAt(0))) {
      return OTHER;
    }
    if (space(becomes.charAt(0))) {
      return SPACE;
    }
    letters[unit] = becomes.charAt(0);
    return LETTER;
  }

  /** What a code point becomes: nothing, a space, or what it looks like without case and accent. */
  String normal(int codePoint) {
    if (codePoint == 0 || codePoint == REPLACEMENT || control(codePoint)) {
      return "";
    }
    if (space(codePoint)) {
      return " ";
    }
    String itself = Character.toString(codePoint);
    return lowerCase ? stripAndLower(itself) : itself;
  }

  private static String stripAndLower(String text) {
    StringBuilder made = new StringBuilder(2);
    Normalizer.normalize(text, Normalizer.Form.NFD)
        .codePoints()
        .filter(each -> !accent(each))
        .forEach(each -> made.appendCodePoint(Character.toLowerCase(each)));
    return made.toString();
  }

  private static boolean accent(int codePoint) {
    return switch (codePoint) {
      // Spacing marks today, non-spacing ones in the reference's tables.
      case 0x1734, 0x1171E -> true;
      default ->
          Character.getType(codePoint) == Character.NON_SPACING_MARK
              && !PLAIN.get(codePoint)
              && !onceMark(codePoint);
    };
  }

  private static boolean control(int codePoint) {
    if (codePoint == '\t' || codePoint == '\n' || codePoint == '\r' || PLAIN.get(codePoint)) {
      return false;
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE -> true;
      default -> false;
    };
  }

  /** White space as Unicode defines it. */
  static boolean space(int codePoint) {
    return switch (codePoint) {
      case '\t', '\n', 0x0B, 0x0C, '\r', ' ', 0x85 -> true;
      default -> Character.isSpaceChar(codePoint);
    };
  }

  /** ASCII marks and every Unicode punctuation category. */
  static boolean punctuation(int codePoint) {
    if (codePoint < 0x80) {
      return codePoint > ' ' && codePoint < 0x7F && !Character.isLetterOrDigit(codePoint);
    }
    if (onceMark(codePoint) || PLAIN.get(codePoint)) {
      return onceMark(codePoint);
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }

  /** Punctuation in the reference's tables, but no longer today. */
  private static boolean onceMark(int codePoint) {
    return codePoint == 0x166D || codePoint == 0x111C9;
  }

  /** The CJK blocks that BERT sets apart. */
  static boolean ideograph(int codePoint) {
    return codePoint >= 0x4E00 && codePoint <= 0x9FFF
        || codePoint >= 0x3400 && codePoint <= 0x4DBF
        || codePoint >= 0x20000 && codePoint <= 0x2A6DF
        || codePoint >= 0x2A700 && codePoint <= 0x2B73F
        || codePoint >= 0x2B740 && codePoint <= 0x2B81F
        || codePoint >= 0x2B920 && codePoint <= 0x2CEAF
        || codePoint >= 0xF900 && codePoint <= 0xFAFF
        || codePoint >= 0x2F800 && codePoint <= 0x2FA1F;
  }
}

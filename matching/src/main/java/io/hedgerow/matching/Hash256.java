package io.hedgerow.matching;

/**
 * A 256-bit perceptual hash, compared by Hamming distance.
 *
 * @param high bits 255 to 192
 * @param midHigh bits 191 to 128
 * @param midLow bits 127 to 64
 * @param low bits 63 to 0
 */
public record Hash256(long high, long midHigh, long midLow, long low)
    implements Comparable<Hash256> {
  public static final int BITS = 256;
  private static final int HEX_DIGITS = BITS / 4;

  /**
   * Reads 64 hexadecimal digits, the most significant first, as PDQ hashes are exchanged.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static Hash256 parse(String hex) {
    if (hex.length() != HEX_DIGITS) {
      throw new IllegalArgumentException(
          "a hash has 64 hexadecimal digits, these were " + hex.length());
    }
    return new Hash256(word(hex, 0), word(hex, 16), word(hex, 32), word(hex, 48));
  }

  private static long word(String hex, int start) {
    long word = 0;
    for (int i = start; i < start + 16; i++) {
      int digit = Character.digit(hex.charAt(i), 16);
      if (digit < 0 || hex.charAt(i) > 'f') {
        throw new IllegalArgumentException(
            "a hash has hexadecimal digits only, digit "
                + (i + 1)
                + " was `"
                + hex.charAt(i)
                + "`");
      }
      word = word << 4 | digit;
    }
    return word;
  }

  /** How many bits differ, in [0, 256]. */
  public int distance(Hash256 other) {
    return Long.bitCount(high ^ other.high)
        + Long.bitCount(midHigh ^ other.midHigh)
        + Long.bitCount(midLow ^ other.midLow)
        + Long.bitCount(low ^ other.low);
  }

  /** The 64 bits from {@code 64 * index} upwards; index 0 holds the lowest. */
  public long word(int index) {
    return switch (index) {
      case 0 -> low;
      case 1 -> midLow;
      case 2 -> midHigh;
      case 3 -> high;
      default -> throw new IndexOutOfBoundsException("word must be in [0, 3], was " + index);
    };
  }

  /** This hash with one bit turned over. */
  public Hash256 flip(int bit) {
    long mask = 1L << (bit & 63);
    return switch (bit >> 6) {
      case 0 -> new Hash256(high, midHigh, midLow, low ^ mask);
      case 1 -> new Hash256(high, midHigh, midLow ^ mask, low);
      case 2 -> new Hash256(high, midHigh ^ mask, midLow, low);
      case 3 -> new Hash256(high ^ mask, midHigh, midLow, low);
      default -> throw new IndexOutOfBoundsException("bit must be in [0, 255], was " + bit);
    };
  }

  /** Ordered as unsigned 256-bit numbers. */
  @Override
  public int compareTo(Hash256 other) {
    for (int i = 3; i > 0; i--) {
      int order = Long.compareUnsigned(word(i), other.word(i));
      if (order != 0) {
        return order;
      }
    }
    return Long.compareUnsigned(low, other.low);
  }

  /** 64 lower-case hexadecimal digits, as {@link #parse} reads them. */
  @Override
  public String toString() {
    return "%016x%016x%016x%016x".formatted(high, midHigh, midLow, low);
  }
}

package io.hedgerow.matching.image.pdq;

import static io.hedgerow.matching.image.pdq.Downsampling.SIDE;

import io.hedgerow.matching.Hash256;
import io.hedgerow.matching.image.Pixels;
import io.hedgerow.matching.image.Turn;
import java.util.EnumMap;
import java.util.Map;

/**
 * PDQ, Meta's 256-bit perceptual image hash ("The TMK+PDQF Video-Hashing Algorithm and the PDQ
 * Image-Hashing Algorithm", 2019): luminance, blur, 64 x 64 samples, their 16 x 16 lowest
 * frequencies, one bit each for above or below the median. Pure and thread-safe.
 */
public final class Pdq {
  private static final int MOST_QUALITY = 100;
  private static final int GRADIENT_PER_QUALITY = 90;

  private Pdq() {}

  /**
   * A hash and how much there was to hash.
   *
   * @param quality in [0, 100]; below 50 the picture is so flat that its hash should not be matched
   */
  public record Hashed(Hash256 hash, int quality) {}

  /** The hashes of a picture turned and mirrored in all eight ways, and its quality. */
  public record Dihedral(Map<Turn, Hash256> hashes, int quality) {
    public Dihedral {
      hashes = Map.copyOf(hashes);
    }

    /** The hash of the picture turned so. */
    public Hash256 hash(Turn turn) {
      return java.util.Objects.requireNonNull(hashes.get(turn));
    }
  }

  /** The hash of the picture as it is. */
  public static Hashed hash(Pixels picture) {
    float[] small = Downsampling.of(picture);
    return new Hashed(Spectrum.of(small).hash(Turn.ORIGINAL), quality(small));
  }

  /** All eight hashes, for little more than the cost of one. */
  public static Dihedral dihedral(Pixels picture) {
    return dihedral(Downsampling.of(picture));
  }

  /**
   * The same from luminances already blurred and read at 64 x 64 places, row by row, in [0, 255].
   *
   * @throws IllegalArgumentException if there are not 4,096 of them
   */
  public static Dihedral dihedral(float[] small) {
    if (small.length != SIDE * SIDE) {
      throw new IllegalArgumentException("PDQ takes 4096 luminances, these were " + small.length);
    }
    Spectrum spectrum = Spectrum.of(small);
    Map<Turn, Hash256> hashes = new EnumMap<>(Turn.class);
    for (Turn turn : Turn.values()) {
      hashes.put(turn, spectrum.hash(turn));
    }
    return new Dihedral(hashes, quality(small));
  }

  /** Steps between neighbours, in whole hundredths of the range so that faint noise counts nil. */
  private static int quality(float[] small) {
    int sum = 0;
    for (int i = 0; i < SIDE; i++) {
      for (int j = 0; j < SIDE; j++) {
        int at = i * SIDE + j;
        sum += i + 1 < SIDE ? step(small[at], small[at + SIDE]) : 0;
        sum += j + 1 < SIDE ? step(small[at], small[at + 1]) : 0;
      }
    }
    return Math.min(MOST_QUALITY, sum / GRADIENT_PER_QUALITY);
  }

  private static int step(float here, float there) {
    return Math.abs((int) ((here - there) * 100 / 255));
  }
}

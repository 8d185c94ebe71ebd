package io.hedgerow.matching.image.pdq;

import static io.hedgerow.matching.image.pdq.Downsampling.SIDE;

import io.hedgerow.matching.Hash256;
import io.hedgerow.matching.image.Turn;
import java.util.Arrays;

/**
 * The 16 x 16 lowest frequencies but the constant one of a 64 x 64 picture, by type-II discrete
 * cosine transform, and the hashes read from them: a bit is set where a coefficient is above the
 * median.
 */
final class Spectrum {
  private static final int FREQUENCIES = 16;
  private static final int COEFFICIENTS = FREQUENCIES * FREQUENCIES;
  private static final float[] COSINES = cosines();

  private final float[] coefficients;

  private Spectrum(float[] coefficients) {
    this.coefficients = coefficients;
  }

  private static float[] cosines() {
    float[] cosines = new float[FREQUENCIES * SIDE];
    double scale = Math.sqrt(2.0 / SIDE);
    for (int i = 0; i < FREQUENCIES; i++) {
      for (int j = 0; j < SIDE; j++) {
        cosines[i * SIDE + j] =
            (float) (scale * Math.cos(Math.PI / 2 / SIDE * (i + 1) * (2 * j + 1)));
      }
    }
    return cosines;
  }

  static Spectrum of(float[] picture) {
    float[] alongRows = new float[FREQUENCIES * SIDE];
    for (int i = 0; i < FREQUENCIES; i++) {
      for (int k = 0; k < SIDE; k++) {
        float cosine = COSINES[i * SIDE + k];
        for (int j = 0; j < SIDE; j++) {
          alongRows[i * SIDE + j] += cosine * picture[k * SIDE + j];
        }
      }
    }
    float[] both = new float[COEFFICIENTS];
    for (int i = 0; i < FREQUENCIES; i++) {
      for (int j = 0; j < FREQUENCIES; j++) {
        float sum = 0;
        for (int k = 0; k < SIDE; k++) {
          sum += alongRows[i * SIDE + k] * COSINES[j * SIDE + k];
        }
        both[i * FREQUENCIES + j] = sum;
      }
    }
    return new Spectrum(both);
  }

  /** The hash of the picture turned so, without turning the picture. */
  Hash256 hash(Turn turn) {
    float[] turned = new float[COEFFICIENTS];
    for (int i = 0; i < FREQUENCIES; i++) {
      for (int j = 0; j < FREQUENCIES; j++) {
        // row 0 holds frequency 1: odd frequencies change sign when their axis is mirrored
        boolean negated =
            (turn.mirrorsRows() && (i & 1) == 0) ^ (turn.mirrorsColumns() && (j & 1) == 0);
        float value = coefficients[turn.transposes() ? j * FREQUENCIES + i : i * FREQUENCIES + j];
        turned[i * FREQUENCIES + j] = negated ? -value : value;
      }
    }
    return aboveMedian(turned);
  }

  private static Hash256 aboveMedian(float[] coefficients) {
    float[] sorted = coefficients.clone();
    Arrays.sort(sorted);
    float median = sorted[COEFFICIENTS / 2 - 1];
    long[] words = new long[4];
    for (int i = 0; i < COEFFICIENTS; i++) {
      if (coefficients[i] > median) {
        words[i >> 6] |= 1L << i;
      }
    }
    return new Hash256(words[3], words[2], words[1], words[0]);
  }
}

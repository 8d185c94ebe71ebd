package io.hedgerow.matching.image.pdq;

import io.hedgerow.matching.image.Pixels;

/**
 * A picture's luminance as PDQ sees it: blurred and read at 64 x 64 centres. Sums run over rows
 * first, on raw samples with one weight a row (a loop the JIT turns into vector instructions); only
 * the 64 sums are turned into luminance and filtered along columns.
 */
final class Downsampling {
  static final int SIDE = 64;

  // ITU-R BT.601 luma, as the reference has it
  private static final float RED = 0.299f;
  private static final float GREEN = 0.587f;
  private static final float BLUE = 0.114f;

  private Downsampling() {}

  /** 64 rows of 64 luminances in [0, 255]. */
  static float[] of(Pixels picture) {
    TentFilter rows = TentFilter.along(picture.height());
    TentFilter columns = TentFilter.along(picture.width());
    int stride = picture.width() * picture.channels();
    float[] sums = new float[stride];
    float[] luma = picture.channels() == 1 ? sums : new float[picture.width()];
    float[] out = new float[SIDE * SIDE];
    for (int i = 0; i < SIDE; i++) {
      sumRows(picture.samples(), rows.first()[i], rows.weights()[i], sums);
      if (picture.channels() == 3) {
        luminance(sums, luma);
      }
      sumColumns(luma, columns, out, i * SIDE);
    }
    return out;
  }

  private static void sumRows(byte[] samples, int first, float[] weights, float[] sums) {
    java.util.Arrays.fill(sums, 0);
    int i = 0;
    for (; i + 3 < weights.length; i += 4) {
      addFourRows(samples, (first + i) * sums.length, weights, i, sums);
    }
    for (; i < weights.length; i++) {
      addRow(samples, (first + i) * sums.length, weights[i], sums);
    }
  }

  private static void addRow(byte[] samples, int start, float weight, float[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += weight * (samples[start + i] & 0xff);
    }
  }

  /** Four rows in one pass, so that the sums are read and written a quarter as often. */
  private static void addFourRows(
      byte[] samples, int start, float[] weights, int at, float[] sums) {
    float w0 = weights[at];
    float w1 = weights[at + 1];
    float w2 = weights[at + 2];
    float w3 = weights[at + 3];
    int second = start + sums.length;
    int third = second + sums.length;
    int fourth = third + sums.length;
    for (int i = 0; i < sums.length; i++) {
      sums[i] +=
          w0 * (samples[start + i] & 0xff)
              + w1 * (samples[second + i] & 0xff)
              + w2 * (samples[third + i] & 0xff)
              + w3 * (samples[fourth + i] & 0xff);
    }
  }

  private static void luminance(float[] sums, float[] luma) {
    for (int i = 0, from = 0; i < luma.length; i++, from += 3) {
      luma[i] = RED * sums[from + 2] + GREEN * sums[from + 1] + BLUE * sums[from];
    }
  }

  private static void sumColumns(float[] luma, TentFilter filter, float[] out, int start) {
    for (int i = 0; i < SIDE; i++) {
      float[] weights = filter.weights()[i];
      int first = filter.first()[i];
      float sum = 0;
      for (int j = 0; j < weights.length; j++) {
        sum += weights[j] * luma[first + j];
      }
      out[start + i] = sum;
    }
  }
}

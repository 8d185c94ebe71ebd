package io.hedgerow.matching.image.pdq;

import io.hedgerow.matching.Hash256;
import io.hedgerow.matching.image.Pixels;
import java.util.Arrays;

/** PDQ as its paper describes it, step by step in doubles: slow, and meant to be read. */
final class NaivePdq {
  private NaivePdq() {}

  static Hash256 hash(Pixels picture) {
    double[] small = downsample(picture);
    double[] coefficients = new double[256];
    for (int i = 0; i < 16; i++) {
      for (int j = 0; j < 16; j++) {
        for (int y = 0; y < 64; y++) {
          for (int x = 0; x < 64; x++) {
            coefficients[16 * i + j] += small[64 * y + x] * wave(i, y) * wave(j, x);
          }
        }
      }
    }
    double[] sorted = coefficients.clone();
    Arrays.sort(sorted);
    Hash256 hash = new Hash256(0, 0, 0, 0);
    for (int bit = 0; bit < 256; bit++) {
      hash = coefficients[bit] > sorted[127] ? hash.flip(bit) : hash;
    }
    return hash;
  }

  private static double wave(int frequency, int at) {
    return Math.cos(Math.PI * (frequency + 1) * (2 * at + 1) / 128);
  }

  static double[] downsample(Pixels picture) {
    double[][] rows = luminance(picture);
    for (int pass = 0; pass < 2; pass++) {
      rows = transpose(box(transpose(box(rows))));
    }
    double[] small = new double[64 * 64];
    for (int i = 0; i < 64; i++) {
      for (int j = 0; j < 64; j++) {
        small[64 * i + j] =
            rows[(2 * i + 1) * rows.length / 128][(2 * j + 1) * rows[0].length / 128];
      }
    }
    return small;
  }

  private static double[][] luminance(Pixels picture) {
    double[][] rows = new double[picture.height()][picture.width()];
    for (int y = 0; y < rows.length; y++) {
      for (int x = 0; x < rows[y].length; x++) {
        int at = 3 * (y * rows[y].length + x);
        rows[y][x] =
            0.114 * (picture.samples()[at] & 0xff)
                + 0.587 * (picture.samples()[at + 1] & 0xff)
                + 0.299 * (picture.samples()[at + 2] & 0xff);
      }
    }
    return rows;
  }

  private static double[][] box(double[][] rows) {
    double[][] out = new double[rows.length][];
    for (int y = 0; y < rows.length; y++) {
      int length = rows[y].length;
      int window = (length + 127) / 128;
      out[y] = new double[length];
      for (int x = 0; x < length; x++) {
        int from = Math.max(0, x - (window - 1) / 2);
        int to = Math.min(length - 1, x + window / 2);
        out[y][x] = Arrays.stream(rows[y], from, to + 1).average().orElseThrow();
      }
    }
    return out;
  }

  private static double[][] transpose(double[][] rows) {
    double[][] out = new double[rows[0].length][rows.length];
    for (int y = 0; y < rows.length; y++) {
      for (int x = 0; x < rows[0].length; x++) {
        out[x][y] = rows[y][x];
      }
    }
    return out;
  }
}

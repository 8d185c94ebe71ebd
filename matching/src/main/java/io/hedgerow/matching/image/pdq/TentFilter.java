package io.hedgerow.matching.image.pdq;

import static io.hedgerow.matching.image.pdq.Downsampling.SIDE;

/**
 * PDQ's blur and decimation along one axis, as weights: two passes of a box filter (Jarosz, Fast
 * Image Convolutions, 2001), each averaging over the part of its window inside the picture, then
 * read at 64 centres. Both passes are linear, so a centre is one weighted sum of about {@code
 * length / 64} neighbouring samples, and nothing between centres need be computed.
 */
@SuppressWarnings("ArrayRecordComponent")
record TentFilter(int[] first, float[][] weights) {

  /** The filter for an axis of so many pixels. */
  static TentFilter along(int length) {
    int window = (length + 2 * SIDE - 1) / (2 * SIDE);
    int[] first = new int[SIDE];
    float[][] weights = new float[SIDE][];
    for (int i = 0; i < SIDE; i++) {
      int centre = (int) ((i + 0.5) * length / SIDE);
      Box outer = Box.at(centre, window, length);
      first[i] = Box.at(outer.from(), window, length).from();
      weights[i] = tent(outer, first[i], window, length);
    }
    return new TentFilter(first, weights);
  }

  private static float[] tent(Box outer, int first, int window, int length) {
    int last = Box.at(outer.to(), window, length).to();
    double[] sums = new double[last - first + 1];
    for (int i = outer.from(); i <= outer.to(); i++) {
      Box inner = Box.at(i, window, length);
      for (int j = inner.from(); j <= inner.to(); j++) {
        sums[j - first] += 1.0 / ((double) outer.size() * inner.size());
      }
    }
    float[] weights = new float[sums.length];
    for (int i = 0; i < sums.length; i++) {
      weights[i] = (float) sums[i];
    }
    return weights;
  }

  /** A window of samples, both ends included, cut off at the picture's edge. */
  private record Box(int from, int to) {
    /** An even window reaches one sample further right than left. */
    static Box at(int centre, int window, int length) {
      return new Box(
          Math.max(0, centre - (window - 1) / 2), Math.min(length - 1, centre + window / 2));
    }

    int size() {
      return to - from + 1;
    }
  }
}

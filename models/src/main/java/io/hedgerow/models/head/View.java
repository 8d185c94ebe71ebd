package io.hedgerow.models.head;

import java.util.List;

/**
 * A part of the features, from a place to their end, scaled to what length 1 is for all of them:
 * all layers, or the last one alone.
 */
record View(int from, float scale) {

  /** All layers; and the last one alone where there are others. */
  static List<View> of(int size, int lastLayer) {
    View all = new View(0, 1);
    return lastLayer == 0 || lastLayer >= size
        ? List.of(all)
        : List.of(all, new View(size - lastLayer, (float) Math.sqrt((double) size / lastLayer)));
  }

  /** Inner products of the texts as seen so. */
  double[][] gram(List<float[]> texts) {
    double[][] gram = new double[texts.size()][texts.size()];
    for (int i = 0; i < gram.length; i++) {
      for (int j = 0; j <= i; j++) {
        gram[i][j] = gram[j][i] = (double) scale * scale * dot(texts.get(i), texts.get(j));
      }
    }
    return gram;
  }

  private double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = from; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** Adds what an example with that weight does to the weights of features. */
  void addTo(double[] weights, float[] text, double alpha) {
    for (int i = from; i < weights.length; i++) {
      weights[i] += (double) scale * scale * alpha * text[i];
    }
  }
}

package io.hedgerow.models.head;

import java.util.ArrayList;
import java.util.List;

/** Heads of other tasks as features: each standardised, all together of about unit length. */
record Directions(List<LinearHead> heads) {

  static Directions of(List<LinearHead> heads, List<float[]> ordinary) {
    List<LinearHead> scaled = new ArrayList<>();
    double share = 1 / Math.sqrt(Math.max(1, heads.size()));
    for (LinearHead head : heads) {
      scaled.add(head.standardised(ordinary).rescaled(share, 0));
    }
    return new Directions(scaled);
  }

  boolean isEmpty() {
    return heads.isEmpty();
  }

  double[][] gram(List<float[]> texts) {
    double[][] values = new double[texts.size()][];
    for (int i = 0; i < values.length; i++) {
      float[] text = texts.get(i);
      values[i] = heads.stream().mapToDouble(head -> head.logit(text)).toArray();
    }
    double[][] gram = new double[values.length][values.length];
    for (int i = 0; i < gram.length; i++) {
      for (int j = 0; j <= i; j++) {
        gram[i][j] = gram[j][i] = Matrices.dot(values[i], values[j]);
      }
    }
    return gram;
  }

  /** Adds what the examples' weights make of the directions, times a factor; answers the bias. */
  double addTo(double[] weights, List<float[]> texts, double[] alpha, double factor) {
    double bias = 0;
    if (factor > 0) {
      for (LinearHead head : heads) {
        double amount = 0;
        for (int i = 0; i < alpha.length; i++) {
          amount += alpha[i] * head.logit(texts.get(i));
        }
        FewShot.addTo(weights, head.weights(), factor * amount);
        bias += factor * amount * head.bias();
      }
    }
    return bias;
  }
}

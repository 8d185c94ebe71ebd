package io.hedgerow.models.head;

import java.util.Arrays;
import java.util.List;

/**
 * Logistic regression over features alone, for thousands of examples. Deterministic. Where there
 * are more features than examples, {@link FewShot} is faster and also says what it would have
 * answered for examples left out.
 */
public final class DenseLogistic {
  private static final int ITERATIONS = 150;

  private DenseLogistic() {}

  /**
   * Trains.
   *
   * @param weights how much each example counts
   * @param ridge strength of the penalty on the weights, above 0
   */
  public static LinearHead train(
      List<float[]> texts, boolean[] positive, double[] weights, double ridge) {
    int size = texts.getFirst().length;
    double[] found =
        Lbfgs.minimise(
            (point, gradient) -> {
              double value = 0;
              for (int i = 0; i < size; i++) {
                value += ridge * point[i] * point[i] / 2;
                gradient[i] = ridge * point[i];
              }
              gradient[size] = 0;
              for (int row = 0; row < positive.length; row++) {
                value +=
                    addLoss(texts.get(row), positive[row], weights[row], point, gradient, size);
              }
              return value;
            },
            new double[size + 1],
            ITERATIONS);
    return new LinearHead(Arrays.copyOf(FewShot.floats(found), size), found[size]);
  }

  /** Weights that make the two classes count alike, with mean 1. */
  public static double[] balanced(boolean[] positive) {
    return FewShot.balance(positive);
  }

  private static double addLoss(
      float[] text, boolean positive, double weight, double[] point, double[] gradient, int size) {
    double logit = point[size];
    for (int i = 0; i < size; i++) {
      logit += point[i] * text[i];
    }
    double slope = weight * (LinearHead.probability(logit) - (positive ? 1 : 0));
    for (int i = 0; i < size; i++) {
      gradient[i] += slope * text[i];
    }
    gradient[size] += slope;
    double margin = positive ? logit : -logit;
    return weight
        * (margin > 0 ? Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin)) - margin);
  }
}

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
   * Differences of features that must not matter, such as what the exchange of an identity in a
   * sentence does: training pays for each logit that they move (counterfactual logit pairing, Garg
   * et al., "Counterfactual Fairness in Text Classification through Robustness", AIES 2019, section
   * 4.3, with squares for absolute values).
   *
   * @param strength price of a mean squared move of 1, in weighted examples
   */
  public record Indifference(List<float[]> differences, double strength) {
    /** Nothing must not matter. */
    public static final Indifference NONE = new Indifference(List.of(), 0);

    public Indifference {
      differences = List.copyOf(differences);
      if (!(strength >= 0)) {
        throw new IllegalArgumentException("strength must be at least 0, was " + strength);
      }
    }
  }

  /** Trains without any indifference. */
  public static LinearHead train(
      List<float[]> texts, boolean[] positive, double[] weights, double ridge) {
    return train(texts, positive, weights, ridge, Indifference.NONE);
  }

  /**
   * Trains.
   *
   * @param weights how much each example counts
   * @param ridge strength of the penalty on the weights, above 0
   * @param indifference what must not matter
   */
  public static LinearHead train(
      List<float[]> texts,
      boolean[] positive,
      double[] weights,
      double ridge,
      Indifference indifference) {
    int size = texts.getFirst().length;
    double[] found =
        Lbfgs.minimise(
            (point, gradient) -> {
              double value = penalty(ridge, point, gradient, size);
              value += moved(indifference, point, gradient);
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

  private static double penalty(double ridge, double[] point, double[] gradient, int size) {
    double value = 0;
    for (int i = 0; i < size; i++) {
      value += ridge * point[i] * point[i] / 2;
      gradient[i] = ridge * point[i];
    }
    gradient[size] = 0;
    return value;
  }

  private static double moved(Indifference indifference, double[] point, double[] gradient) {
    double each = indifference.strength() / Math.max(1, indifference.differences().size());
    double value = 0;
    for (float[] difference : indifference.differences()) {
      double move = 0;
      for (int i = 0; i < difference.length; i++) {
        move += point[i] * difference[i];
      }
      for (int i = 0; i < difference.length; i++) {
        gradient[i] += each * move * difference[i];
      }
      value += each * move * move / 2;
    }
    return value;
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

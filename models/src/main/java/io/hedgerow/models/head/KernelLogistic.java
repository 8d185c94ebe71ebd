package io.hedgerow.models.head;

/**
 * Logistic regression with a ridge penalty, solved in the span of its examples: exact and fast for
 * up to some hundred examples, however many features there are. Each fit also says what it would
 * have answered for every example had that one been left out.
 *
 * <p>Source: iteratively reweighted least squares in its dual form, Hastie, Tibshirani and Friedman
 * 2009, section 12.3; leave-one-out from the last weighted step, Cawley and Talbot 2008, section 3.
 */
final class KernelLogistic {
  private static final int STEPS = 25;
  private static final double SETTLED = 1e-6;
  private static final double LEAST_CURVATURE = 1e-6;
  private static final double STEEPEST_LOGIT = 30;

  private KernelLogistic() {}

  /**
   * A fit.
   *
   * @param alpha weight of each example's features
   * @param leftOut logit of each example from the fit without it
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Fit(double[] alpha, double bias, double[] leftOut) {}

  /**
   * Fits.
   *
   * @param kernel inner products of the examples' features
   * @param offset a logit each example has beforehand, not learned
   * @param weights how much each example counts
   * @param ridge strength of the penalty, above 0
   */
  static Fit fit(
      double[][] kernel, boolean[] positive, double[] offset, double[] weights, double ridge) {
    int size = positive.length;
    Fit fit = new Fit(new double[size], 0, offset.clone());
    for (int step = 0; step < STEPS; step++) {
      Fit next = step(kernel, positive, offset, weights, ridge, fit);
      double moved = 0;
      for (int i = 0; i < size; i++) {
        moved = Math.max(moved, Math.abs(next.alpha[i] - fit.alpha[i]));
      }
      fit = next;
      if (moved < SETTLED) {
        break;
      }
    }
    return fit;
  }

  /** One weighted least-squares problem, bordered by the bias. */
  private static Fit step(
      double[][] kernel,
      boolean[] positive,
      double[] offset,
      double[] weights,
      double ridge,
      Fit from) {
    int size = positive.length;
    double[][] system = new double[size + 1][size + 1];
    double[] target = new double[size + 1];
    for (int i = 0; i < size; i++) {
      double own = from.bias;
      for (int j = 0; j < size; j++) {
        own += kernel[i][j] * from.alpha[j];
        system[i][j] = kernel[i][j];
      }
      double logit = Math.clamp(own + offset[i], -STEEPEST_LOGIT, STEEPEST_LOGIT);
      double probability = LinearHead.probability(logit);
      double curvature = weights[i] * probability * (1 - probability) + LEAST_CURVATURE;
      system[i][i] += ridge / curvature;
      system[i][size] = 1;
      system[size][i] = 1;
      target[i] = own + weights[i] * ((positive[i] ? 1 : 0) - probability) / curvature;
    }
    double[][] inverse = Matrices.inverse(system);
    double[] solution = Matrices.times(inverse, target);
    double[] alpha = new double[size];
    double[] leftOut = new double[size];
    for (int i = 0; i < size; i++) {
      alpha[i] = solution[i];
      leftOut[i] = offset[i] + target[i] - solution[i] / inverse[i][i];
    }
    return new Fit(alpha, solution[size], leftOut);
  }
}

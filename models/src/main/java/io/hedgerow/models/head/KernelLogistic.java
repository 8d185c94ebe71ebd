package io.hedgerow.models.head;

import java.util.Arrays;
import java.util.List;

/**
 * Logistic regression with a ridge penalty, solved in the span of its examples: exact and fast for
 * up to some hundred examples, however many features there are. Each fit also says what it would
 * have answered for every example had that one and what belongs to it been left out.
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
   * @param leftOut logit of each example from the fit without its group
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
   * @param groups places of the examples that are left out together
   */
  static Fit fit(
      double[][] kernel,
      boolean[] positive,
      double[] offset,
      double[] weights,
      double ridge,
      List<int[]> groups) {
    int size = positive.length;
    Step step = Step.from(kernel, positive, offset, weights, ridge, new double[size + 1]);
    double[] found = step.solution();
    for (int round = 1; round < STEPS; round++) {
      step = Step.from(kernel, positive, offset, weights, ridge, found);
      double[] next = step.solution();
      double moved = 0;
      for (int i = 0; i < size; i++) {
        moved = Math.max(moved, Math.abs(next[i] - found[i]));
      }
      found = next;
      if (moved < SETTLED) {
        break;
      }
    }
    return new Fit(Arrays.copyOf(found, size), found[size], step.leftOut(found, offset, groups));
  }

  /** One weighted least-squares problem, bordered by the bias. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Step(double[][] system, double[] target) {

    static Step from(
        double[][] kernel,
        boolean[] positive,
        double[] offset,
        double[] weights,
        double ridge,
        double[] found) {
      int size = positive.length;
      double[][] system = new double[size + 1][size + 1];
      double[] target = new double[size + 1];
      for (int i = 0; i < size; i++) {
        double own = found[size];
        for (int j = 0; j < size; j++) {
          own += kernel[i][j] * found[j];
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
      return new Step(system, target);
    }

    /** Weight of each example, then the bias. */
    double[] solution() {
      return Matrices.solution(system, target);
    }

    double[] leftOut(double[] solution, double[] offset, List<int[]> groups) {
      double[][] inverse = Matrices.inverse(system);
      double[] leftOut = new double[offset.length];
      for (int[] group : groups) {
        double[][] block = new double[group.length][group.length];
        double[] own = new double[group.length];
        for (int i = 0; i < group.length; i++) {
          own[i] = solution[group[i]];
          for (int j = 0; j < group.length; j++) {
            block[i][j] = inverse[group[i]][group[j]];
          }
        }
        double[] residual = Matrices.solution(block, own);
        for (int i = 0; i < group.length; i++) {
          leftOut[group[i]] = offset[group[i]] + target[group[i]] - residual[i];
        }
      }
      return leftOut;
    }
  }
}

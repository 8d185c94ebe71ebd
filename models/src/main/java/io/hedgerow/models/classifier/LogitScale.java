package io.hedgerow.models.classifier;

import io.hedgerow.models.head.LinearHead;

/**
 * Makes a probability of a logit: {@code 1 / (1 + exp(-(slope * logit + intercept)))}.
 *
 * <p>Source: Platt 1999, with the targets that keep few labels from looking certain, and the Newton
 * steps of Lin, Lin and Weng 2007.
 */
public record LogitScale(double slope, double intercept) {
  /** Takes the logit as it is. */
  public static final LogitScale NONE = new LogitScale(1, 0);

  private static final int STEPS = 100;

  /** Keeps the slope near 1 until labels say otherwise; a handful must not look certain. */
  private static final double SLOPE_RIDGE = 1;

  private static final double INTERCEPT_RIDGE = 1e-3;

  /** The probability, never NaN for a finite logit. */
  public double probability(double logit) {
    return LinearHead.probability(slope * logit + intercept);
  }

  /**
   * The same scale for texts of which another share breaks the policy, all else alike (Saerens,
   * Latinne and Decaestecker, Neural Computation 2002, section 2.2).
   *
   * @param from the share it was fitted on, in (0, 1)
   * @param to the share it is to hold for, in (0, 1)
   */
  public LogitScale moved(double from, double to) {
    return new LogitScale(slope, intercept + Math.log(to / (1 - to)) - Math.log(from / (1 - from)));
  }

  /**
   * Fits to labels.
   *
   * @param logits from a fit that had not seen the labels
   */
  public static LogitScale fit(double[] logits, boolean[] positive) {
    int positives = 0;
    for (boolean each : positive) {
      positives += each ? 1 : 0;
    }
    double high = (positives + 1.0) / (positives + 2.0);
    double low = 1 / (positive.length - positives + 2.0);
    double slope = 1;
    double intercept = 0;
    for (int step = 0; step < STEPS; step++) {
      double[] sums = sums(logits, positive, high, low, slope, intercept);
      double determinant = sums[0] * sums[2] - sums[1] * sums[1];
      double slopeStep = (sums[2] * sums[3] - sums[1] * sums[4]) / determinant;
      double interceptStep = (sums[0] * sums[4] - sums[1] * sums[3]) / determinant;
      double length = Math.min(1, 2 / Math.max(Math.abs(slopeStep), Math.abs(interceptStep)));
      slope -= length * slopeStep;
      intercept -= length * interceptStep;
      if (Math.abs(slopeStep) + Math.abs(interceptStep) < 1e-9) {
        break;
      }
    }
    // A head that ranks worse than chance on its own labels says nothing, rather than the opposite.
    return new LogitScale(Math.max(slope, 0), intercept);
  }

  /** Second derivatives (slope, both, intercept), then the first ones. */
  private static double[] sums(
      double[] logits,
      boolean[] positive,
      double high,
      double low,
      double slope,
      double intercept) {
    double[] sums = {
      SLOPE_RIDGE, 0, INTERCEPT_RIDGE, SLOPE_RIDGE * (slope - 1), INTERCEPT_RIDGE * intercept
    };
    for (int i = 0; i < logits.length; i++) {
      double probability = LinearHead.probability(slope * logits[i] + intercept);
      double error = probability - (positive[i] ? high : low);
      double curvature = Math.max(probability * (1 - probability), 1e-9);
      sums[0] += curvature * logits[i] * logits[i];
      sums[1] += curvature * logits[i];
      sums[2] += curvature;
      sums[3] += error * logits[i];
      sums[4] += error;
    }
    return sums;
  }
}

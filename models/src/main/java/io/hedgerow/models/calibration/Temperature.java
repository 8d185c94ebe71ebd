package io.hedgerow.models.calibration;

import io.hedgerow.models.evaluation.ScoredLabels;

/**
 * Divides the logit by a temperature and moves it (Guo et al., "On Calibration of Modern Neural
 * Networks", ICML 2017, section 4.2, with Platt's intercept, 1999): a classifier that comes from
 * elsewhere is wrong about how common breaches are here before it is wrong about anything else.
 *
 * @param temperature above 0; above 1 makes scores less sure
 * @param shift added to the logit
 */
public record Temperature(double temperature, double shift) implements Calibrator {
  private static final double EDGE = 1e-6;
  private static final double STEEPEST = 20;
  private static final double FLATTEST = 0.05;
  private static final int STEPS = 50;

  /** How strongly few labels pull towards leaving scores as they are; in labels. */
  private static final double PRIOR = 1;

  private static final double SHIFT_PRIOR = 0.01;

  public Temperature {
    if (!(temperature > 0) || Double.isInfinite(temperature)) {
      throw new IllegalArgumentException("temperature must be above 0, was " + temperature);
    }
    if (!Double.isFinite(shift)) {
      throw new IllegalArgumentException("shift must be finite, was " + shift);
    }
  }

  @Override
  public double probability(double score) {
    return Math.clamp(logistic(logit(score) / temperature + shift), EDGE, 1 - EDGE);
  }

  /**
   * The likeliest by Newton's steps; scores stay as they are when labels of one kind are missing.
   */
  static Temperature fit(ScoredLabels labels) {
    if (labels.positives() == 0 || labels.negatives() == 0) {
      return new Temperature(1, 0);
    }
    double slope = 1;
    double shift = 0;
    for (int step = 0; step < STEPS; step++) {
      double[] sums = sums(labels, slope, shift);
      double determinant = sums[0] * sums[2] - sums[1] * sums[1];
      double slopeStep = (sums[2] * sums[3] - sums[1] * sums[4]) / determinant;
      double shiftStep = (sums[0] * sums[4] - sums[1] * sums[3]) / determinant;
      double length = Math.min(1, 1 / Math.max(Math.abs(slopeStep), Math.abs(shiftStep)));
      slope = Math.clamp(slope - length * slopeStep, FLATTEST, STEEPEST);
      shift -= length * shiftStep;
    }
    return new Temperature(1 / slope, shift);
  }

  /** Second derivatives of the loss (slope, both, shift), then the first ones. */
  private static double[] sums(ScoredLabels labels, double slope, double shift) {
    double[] sums = {PRIOR, 0, SHIFT_PRIOR, PRIOR * (slope - 1), SHIFT_PRIOR * shift};
    for (int i = 0; i < labels.size(); i++) {
      double logit = logit(labels.scores()[i]);
      double probability = logistic(slope * logit + shift);
      double error = probability - (labels.positive()[i] ? 1 : 0);
      double curvature = Math.max(probability * (1 - probability), 1e-9);
      sums[0] += curvature * logit * logit;
      sums[1] += curvature * logit;
      sums[2] += curvature;
      sums[3] += error * logit;
      sums[4] += error;
    }
    return sums;
  }

  private static double logistic(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }

  private static double logit(double score) {
    double inside = Math.clamp(score, EDGE, 1 - EDGE);
    return Math.log(inside / (1 - inside));
  }
}

package io.hedgerow.models.calibration;

import io.hedgerow.models.evaluation.ScoredLabels;

/**
 * Divides the logit by a temperature (Guo et al., "On Calibration of Modern Neural Networks", ICML
 * 2017, section 4.2).
 *
 * @param temperature above 0; above 1 makes scores less sure
 */
public record Temperature(double temperature) implements Calibrator {
  private static final double EDGE = 1e-6;
  private static final double COLDEST = Math.log(0.05);
  private static final double HOTTEST = Math.log(20);

  /** How strongly few labels pull towards leaving scores as they are; in labels. */
  private static final double PRIOR = 1;

  public Temperature {
    if (!(temperature > 0) || Double.isInfinite(temperature)) {
      throw new IllegalArgumentException("temperature must be above 0, was " + temperature);
    }
  }

  @Override
  public double probability(double score) {
    return Math.clamp(1 / (1 + Math.exp(-logit(score) / temperature)), EDGE, 1 - EDGE);
  }

  /** The likeliest temperature; 1 when labels of one kind are missing. */
  static Temperature fit(ScoredLabels labels) {
    if (labels.positives() == 0 || labels.negatives() == 0) {
      return new Temperature(1);
    }
    double low = COLDEST;
    double high = HOTTEST;
    double golden = (Math.sqrt(5) - 1) / 2;
    for (int step = 0; step < 60; step++) {
      double left = high - golden * (high - low);
      double right = low + golden * (high - low);
      if (loss(labels, left) <= loss(labels, right)) {
        high = right;
      } else {
        low = left;
      }
    }
    return new Temperature(Math.exp((low + high) / 2));
  }

  private static double loss(ScoredLabels labels, double logTemperature) {
    double loss = PRIOR * logTemperature * logTemperature;
    double temperature = Math.exp(logTemperature);
    for (int i = 0; i < labels.size(); i++) {
      double logit = logit(labels.scores()[i]) / temperature;
      double towards = labels.positive()[i] ? -logit : logit;
      loss += Math.max(towards, 0) + Math.log1p(Math.exp(-Math.abs(towards)));
    }
    return loss;
  }

  private static double logit(double score) {
    double inside = Math.clamp(score, EDGE, 1 - EDGE);
    return Math.log(inside / (1 - inside));
  }
}

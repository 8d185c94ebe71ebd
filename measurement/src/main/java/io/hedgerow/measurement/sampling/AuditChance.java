package io.hedgerow.measurement.sampling;

import io.hedgerow.measurement.Refusal;

/**
 * With what chance a person looks at what a judge said of a draw: surely at a positive that stands
 * for as many views as the average draw or more, at lighter positives and at negatives in
 * proportion to what they stand for, and at none with less than {@code share}.
 *
 * <p>The variance that audits add is least when chances are in proportion to weight × spread of the
 * judge's error (Särndal, Swensson and Wretman, Model Assisted Survey Sampling, 1992, section 9.6,
 * on the optimal second phase); the floor keeps a judge's rare errors in light draws from weighing
 * without bound.
 *
 * @param share least chance, in (0, 1]
 */
public record AuditChance(double share) {
  public AuditChance {
    Refusal.unlessProbability("share", share);
  }

  /**
   * The chance of one draw, in (0, 1].
   *
   * @param positive what the judge said
   * @param weight views that the draw stands for
   * @param mean of the weights of its sample
   */
  public double of(boolean positive, double weight, double mean) {
    double heavy = weight / mean;
    return positive ? Math.clamp(heavy, share, 1) : Math.min(1, share * Math.max(1, heavy));
  }
}

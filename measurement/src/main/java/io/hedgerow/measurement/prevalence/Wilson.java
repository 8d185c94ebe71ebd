package io.hedgerow.measurement.prevalence;

import io.hedgerow.measurement.Interval;
import io.hedgerow.measurement.Normal;
import io.hedgerow.measurement.Refusal;

/**
 * The score interval of a share.
 *
 * <p>Source: Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", JASA
 * 22 (1927); with an effective sample size: Korn and Graubard, "Confidence Intervals for
 * Proportions with Small Expected Number of Positive Counts", Survey Methodology 24 (1998), section
 * 2.
 */
public final class Wilson {
  private Wilson() {}

  /** Interval of {@code share} seen in {@code size} draws, which need not be whole. */
  public static Interval interval(double share, double size, double level) {
    Refusal.unlessShare("share", share);
    Refusal.unlessPositive("size", size);
    double z = Normal.criticalValue(level);
    double scale = 1 + z * z / size;
    double centre = (share + z * z / (2 * size)) / scale;
    double reach = z / scale * Math.sqrt(share * (1 - share) / size + z * z / (4 * size * size));
    return new Interval(
        share == 0 ? 0 : Math.max(0, centre - reach),
        share == 1 ? 1 : Math.min(1, centre + reach),
        level);
  }
}

package io.hedgerow.measurement.prevalence;

import io.hedgerow.measurement.Estimate;
import io.hedgerow.measurement.Interval;
import io.hedgerow.measurement.Measured;
import io.hedgerow.measurement.NotEnoughData;
import io.hedgerow.measurement.Refusal;
import java.util.Map;

/**
 * Prevalence put together from slices whose shares of all views are known.
 *
 * <p>Source: Holt and Smith, "Post Stratification", JRSS A 142 (1979), section 2; the variance is
 * conditional on the draws each slice got. Pooling over days is the same sum with days as slices.
 */
public final class PostStratification {
  private PostStratification() {}

  /** Combines slice results by their shares of views, which must sum to one. */
  public static Measured combine(
      Map<String, Measured> slices, Map<String, Double> viewShares, double level) {
    double total = viewShares.values().stream().mapToDouble(Double::doubleValue).sum();
    if (Math.abs(total - 1) > 1e-6) {
      throw new IllegalArgumentException("shares of views must sum to 1, sum was " + total);
    }
    double value = 0;
    double variance = 0;
    int draws = 0;
    for (Map.Entry<String, Double> slice : viewShares.entrySet()) {
      Refusal.unlessShare("share of " + slice.getKey(), slice.getValue());
      if (slice.getValue() == 0) {
        continue;
      }
      if (!(slices.get(slice.getKey()) instanceof Estimate part)) {
        return new NotEnoughData("labelled draws in slice '" + slice.getKey() + "'");
      }
      value += slice.getValue() * part.value();
      // a slice without positives still has the uncertainty of its effective size
      double own = Math.max(part.value() * (1 - part.value()), 1 / part.effectiveSize());
      variance += slice.getValue() * slice.getValue() * own / part.effectiveSize();
      draws += part.draws();
    }
    double bounded = Math.clamp(value, 0, 1);
    double spread = Math.max(bounded * (1 - bounded), variance);
    double size = spread / variance;
    Interval interval = Wilson.interval(bounded, size, level);
    return new Estimate(value, Math.sqrt(variance), interval, draws, size);
  }
}

package io.hedgerow.review.cases;

import java.time.Duration;
import java.time.Instant;

/**
 * The order in which cases are worked: most expected harm first. The expected harm of a case is the
 * probability that it breaks a policy, times the views it will still get, times how grave a breach
 * is. It grows by a factor of e with each {@link #AGEING} that the case waits, so nothing starves.
 *
 * <p>Since every case ages alike, comparing {@code harm · e^((now − created) / AGEING)} at any
 * moment is comparing {@code ln(harm) − created / AGEING}: the order is a number that never changes
 * while a case waits, which an index can hold. Pure.
 */
public final class Priority {
  /** How long a case waits to become e times as urgent. */
  public static final Duration AGEING = Duration.ofDays(1);

  private static final double LEAST_PROBABILITY = 0.001;
  private static final double[] WEIGHT = {1, 3, 10, 30, 100};

  private Priority() {}

  /** Expected harm, in weighted views. */
  public static double harm(double probability, double views, int severity) {
    return Math.max(LEAST_PROBABILITY, probability)
        * Math.max(1, views)
        * WEIGHT[Math.clamp(severity, 1, 5) - 1];
  }

  /** Higher is sooner. */
  public static double rank(double probability, double views, int severity, Instant created) {
    return Math.log(harm(probability, views, severity))
        - created.toEpochMilli() / (double) AGEING.toMillis();
  }
}

package io.hedgerow.measurement.anomaly;

/**
 * A slice whose newest count is above its limit.
 *
 * @param slice its name
 * @param observed the newest count
 * @param expected the mean of the same step in earlier seasons
 * @param limit the highest count that chance explains at the level asked for
 */
public record Spike(String slice, long observed, double expected, double limit) {
  /** How far above the limit, in limits; greater than 1. */
  public double excess() {
    return observed / limit;
  }
}

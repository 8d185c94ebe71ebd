package io.hedgerow.measurement.anomaly;

/**
 * A slice whose newest count is below its limit.
 *
 * @param slice its name
 * @param observed the newest count
 * @param expected the mean of the same step in earlier seasons
 * @param limit the lowest count that chance explains at the level asked for
 */
public record Fall(String slice, long observed, double expected, double limit) {
  /** How many are missing from what was expected. */
  public double lacking() {
    return expected - observed;
  }
}

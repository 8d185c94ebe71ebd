package io.hedgerow.server.measure;

import io.hedgerow.measurement.Estimate;
import io.hedgerow.measurement.Interval;
import io.hedgerow.measurement.Measured;
import io.hedgerow.measurement.NotEnoughData;
import java.time.Instant;
import java.util.Optional;

/**
 * One published number.
 *
 * @param id 0 before it is published
 * @param policy empty when it is about no single one
 * @param slice {@code surface=search}, or {@code source=rule:link-flood} for one machine; empty for
 *     all
 * @param measured the number, or what is missing
 * @param dailyViews mean views of a sampled day; 0 when the figure is not about views
 * @param asOf the moment whose knowledge it rests on
 * @param inputs hex digest of the rows it was made from
 * @param restates the figure it puts right
 */
public record Figure(
    long id,
    String metric,
    String version,
    String policy,
    String slice,
    Period period,
    Measured measured,
    double dailyViews,
    Instant asOf,
    String inputs,
    Optional<Long> restates) {

  /** How the slices of one machine's figures begin; then {@code rule:link-flood}. */
  static final String SOURCE = "source=";

  /** The number when there is one. */
  public Optional<Estimate> estimate() {
    return measured instanceof Estimate estimate ? Optional.of(estimate) : Optional.empty();
  }

  /** Its interval when there is one. */
  public Optional<Interval> interval() {
    return estimate().map(Estimate::interval);
  }

  /** What would have to be there; empty when nothing is missing. */
  public String missing() {
    return measured instanceof NotEnoughData(String missing) ? missing : "";
  }

  /** What the number is about: figures of one series restate each other. */
  Series series() {
    return new Series(metric, version, policy, slice, period);
  }

  /** True when the other says the same from the same rows. */
  boolean sameAs(Figure other) {
    return measured.equals(other.measured)
        && inputs.equals(other.inputs)
        && dailyViews == other.dailyViews;
  }

  /** What a figure is about, under one definition. */
  record Series(String metric, String version, String policy, String slice, Period period) {}
}

package io.hedgerow.server.measure;

import io.hedgerow.engine.policy.Policy;
import io.hedgerow.measurement.Interval;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How one policy stands.
 *
 * @param now its prevalence over the last 28 days; empty when no sample was drawn
 * @param before over the 28 days before
 * @param weeks its prevalence by week, oldest first, with gaps
 * @param target highest prevalence wanted
 */
public record Standing(
    Policy policy,
    Optional<Figure> now,
    Optional<Figure> before,
    List<Optional<Figure>> weeks,
    OptionalDouble target,
    List<Peer> peers) {

  /** True when some week has an estimate: else a chart would show nothing but its axes. */
  public boolean charted() {
    return weeks.stream().anyMatch(week -> week.flatMap(Figure::estimate).isPresent());
  }

  /** How prevalence stands to its target. */
  public enum AgainstTarget {
    NONE_SET("no target set"),
    UNKNOWN("unknown"),
    MET("met"),
    NOT_SHOWN("not shown either way"),
    MISSED("missed");

    private final String words;

    AgainstTarget(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  /** Met or missed only when the whole interval is on one side. */
  public AgainstTarget againstTarget() {
    if (target.isEmpty()) {
      return AgainstTarget.NONE_SET;
    }
    Optional<Interval> interval = now.flatMap(Figure::interval);
    if (interval.isEmpty()) {
      return AgainstTarget.UNKNOWN;
    }
    if (interval.get().high() <= target.getAsDouble()) {
      return AgainstTarget.MET;
    }
    return interval.get().low() > target.getAsDouble()
        ? AgainstTarget.MISSED
        : AgainstTarget.NOT_SHOWN;
  }

  /**
   * Change since the 28 days before, with an interval put together from the two (Newcombe,
   * "Interval Estimation for the Difference between Independent Proportions", Statistics in
   * Medicine 17, 1998, method 10).
   */
  public Optional<Interval> change() {
    Optional<Figure> old = before.filter(f -> f.estimate().isPresent());
    Optional<Figure> young = now.filter(f -> f.estimate().isPresent());
    if (old.isEmpty() || young.isEmpty()) {
      return Optional.empty();
    }
    double was = value(old.get());
    double is = value(young.get());
    Interval a = young.get().interval().orElseThrow();
    Interval b = old.get().interval().orElseThrow();
    double down = Math.hypot(is - a.low(), b.high() - was);
    double up = Math.hypot(a.high() - is, was - b.low());
    return Optional.of(new Interval(is - was - down, is - was + up, a.level()));
  }

  /** The change in words; no direction is named unless the interval shows one. */
  public String trend() {
    return change()
        .map(change ->
            change.low() > 0 ? "rising" : change.high() < 0 ? "falling" : "no change shown")
        .orElse("unknown");
  }

  /** Violating views a week; empty while prevalence or views are unknown. */
  public OptionalDouble violatingViews() {
    Optional<Figure> known = now.filter(f -> f.estimate().isPresent() && f.dailyViews() > 0);
    return known.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(value(known.get()) * viewsPerWeek(known.get()));
  }

  static double value(Figure figure) {
    return figure.estimate().orElseThrow().value();
  }

  static double viewsPerWeek(Figure figure) {
    return figure.dailyViews() * 7;
  }
}

package io.hedgerow.measurement.experiment;

import io.hedgerow.measurement.Interval;
import io.hedgerow.measurement.Refusal;
import io.hedgerow.measurement.prevalence.Wilson;
import java.util.Arrays;
import java.util.List;

/**
 * Watches a share that should stay where it was, such as a rule's precision, and may be looked at
 * after every outcome.
 *
 * <p>The first {@code baseline} outcomes give an interval for the share (Wilson, level 0.9). From
 * then on every outcome multiplies a likelihood ratio of a few shares further out against the near
 * end of that interval; each ratio has mean at most 1 while the true share lies in the interval. A
 * Shiryaev–Roberts sum over all moments at which a change may have begun, R ← (R + 1)·ratio, is
 * then an e-detector: raising an alarm when the mean of the sums reaches c keeps the expected
 * number of outcomes to a false alarm at c or more (Shin, Ramdas and Rinaldo, "E-detectors: A
 * Nonparametric Framework for Sequential Change Detection", New England Journal of Statistics in
 * Data Science 2, 2024, theorem 2.4 and section 3). Over random baselines, those whose interval
 * misses the share among them, simulation finds more than 10,000 outcomes to a false alarm where
 * 1,000 are asked for. Immutable: {@link #with} gives the next.
 *
 * @param settings how it is run
 * @param seen outcomes so far
 * @param hits hits among the first {@code settings.baseline()}
 * @param sums the detectors' sums: for falls, then for rises, by how far
 * @param alarmAt the outcome that raised the alarm, from 1; 0 while there is none
 * @param alarm in which direction
 */
public record RateWatch(
    Settings settings, long seen, long hits, List<Double> sums, long alarmAt, Alarm alarm) {
  private static final double LEVEL = 0.9;

  /** How far out the shares lie that the near end of the interval is tested against. */
  private static final double[] FACTORS = {0.9, 0.75, 0.5, 0.25};

  /** Whether and how the share has moved. */
  public enum Alarm {
    NONE,
    FALLEN,
    RISEN
  }

  /**
   * How it is run.
   *
   * @param baseline outcomes that say where the share was, at least 20
   * @param meanBetweenFalseAlarms least expected number of outcomes to a false alarm, more than 1
   */
  public record Settings(int baseline, double meanBetweenFalseAlarms) {
    public static final Settings DEFAULT = new Settings(100, 1_000);

    public Settings {
      Refusal.unlessAtLeast("baseline", baseline, 20);
      if (!(meanBetweenFalseAlarms > 1)) {
        throw new IllegalArgumentException(
            "outcomes between false alarms must be more than 1, was " + meanBetweenFalseAlarms);
      }
    }
  }

  public RateWatch {
    sums = List.copyOf(sums);
    if (sums.size() != 2 * FACTORS.length) {
      throw new IllegalArgumentException(
          "sums must hold %d values, held %d".formatted(2 * FACTORS.length, sums.size()));
    }
  }

  /** The watch before any outcome. */
  public static RateWatch start(Settings settings) {
    Double[] none = new Double[2 * FACTORS.length];
    Arrays.fill(none, 0.0);
    return new RateWatch(settings, 0, 0, List.of(none), 0, Alarm.NONE);
  }

  /** True once the baseline is known. */
  public boolean watching() {
    return seen >= settings.baseline();
  }

  /** Where the share was, once the baseline is known; all of [0, 1] before. */
  public Interval baseline() {
    return watching()
        ? Wilson.interval((double) hits / settings.baseline(), settings.baseline(), LEVEL)
        : new Interval(0, 1, LEVEL);
  }

  /** The watch after one more outcome; an alarm stays. */
  public RateWatch with(boolean hit) {
    if (!watching()) {
      return new RateWatch(settings, seen + 1, hits + (hit ? 1 : 0), sums, alarmAt, alarm);
    }
    Interval was = baseline();
    Double[] next = new Double[sums.size()];
    for (int i = 0; i < FACTORS.length; i++) {
      next[i] = step(sums.get(i), was.low(), FACTORS[i], hit);
      int rise = FACTORS.length + i;
      next[rise] = step(sums.get(rise), 1 - was.high(), FACTORS[i], !hit);
    }
    List<Double> now = List.of(next);
    if (alarm != Alarm.NONE || mean(now, 0, now.size()) < settings.meanBetweenFalseAlarms()) {
      return new RateWatch(settings, seen + 1, hits, now, alarmAt, alarm);
    }
    boolean fell = mean(now, 0, FACTORS.length) >= mean(now, FACTORS.length, now.size());
    return new RateWatch(
        settings, seen + 1, hits, now, seen + 1, fell ? Alarm.FALLEN : Alarm.RISEN);
  }

  /** A share of 0 cannot fall: the sum stays empty. */
  private static double step(double sum, double near, double factor, boolean hit) {
    double far = near * factor;
    if (near <= 0) {
      return 0;
    }
    return (sum + 1) * (hit ? factor : (1 - far) / (1 - near));
  }

  private static double mean(List<Double> values, int from, int to) {
    return values.subList(from, to).stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }
}

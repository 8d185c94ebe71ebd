package io.hedgerow.server.traffic;

import io.hedgerow.measurement.drift.KolmogorovSmirnov;
import io.hedgerow.measurement.drift.MeanDiscrepancy;
import io.hedgerow.measurement.drift.PopulationStability;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * How far one week is from the four before it.
 *
 * @param day the last of the week
 * @param name the score, field or {@code text}
 * @param distance population stability index, or squared mean discrepancy of texts
 * @param ks largest gap of the two distribution functions, for scores
 * @param pValue chance of such a gap without a difference, where there is a test
 * @param before values in the four weeks
 * @param after values in the week
 * @param moved whether it is beyond what is taken for steady
 */
public record Drift(
    LocalDate day,
    TrafficAlarm.Kind kind,
    String name,
    double distance,
    OptionalDouble ks,
    OptionalDouble pValue,
    long before,
    long after,
    boolean moved) {
  /** Above this a population is usually taken to have changed (see PopulationStability). */
  public static final double CHANGED = 0.25;

  /** Days of the week that is judged, and of what it is judged by. */
  static final int DAYS = 7;

  static final int REFERENCE_DAYS = 28;

  /** Fewer values than this on either side say nothing: the index is noise then. */
  public static final int LEAST = 200;

  private static final double SURE = 0.001;
  private static final int BINS = 10;
  private static final int PERMUTATIONS = 1_999;

  /** Of a model's scores: changed when both the index and the test say so. */
  static Optional<Drift> ofScores(LocalDate day, String name, double[] before, double[] after) {
    if (before.length < LEAST || after.length < LEAST) {
      return Optional.empty();
    }
    double index = PopulationStability.index(before, after, BINS);
    KolmogorovSmirnov test = KolmogorovSmirnov.test(before, after);
    return Optional.of(
        new Drift(
            day,
            TrafficAlarm.Kind.SCORE,
            name,
            index,
            OptionalDouble.of(test.distance()),
            OptionalDouble.of(test.pValue()),
            before.length,
            after.length,
            index > CHANGED && test.pValue() < SURE));
  }

  /** Of how events divide among the values of a field. */
  static Optional<Drift> ofMix(
      LocalDate day, String name, Map<String, Long> before, Map<String, Long> after) {
    long earlier = before.values().stream().mapToLong(Long::longValue).sum();
    long now = after.values().stream().mapToLong(Long::longValue).sum();
    if (earlier < LEAST || now < LEAST) {
      return Optional.empty();
    }
    TreeSet<String> values = new TreeSet<>(before.keySet());
    values.addAll(after.keySet());
    double index =
        PopulationStability.ofCounts(
            values.stream().mapToDouble(v -> before.getOrDefault(v, 0L)).toArray(),
            values.stream().mapToDouble(v -> after.getOrDefault(v, 0L)).toArray());
    return Optional.of(
        new Drift(
            day,
            TrafficAlarm.Kind.MIX,
            name,
            index,
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            earlier,
            now,
            index > CHANGED));
  }

  /** Of what texts mean, by a permutation test on their embeddings. */
  static Optional<Drift> ofTexts(LocalDate day, double[][] before, double[][] after) {
    if (before.length < LEAST || after.length < LEAST) {
      return Optional.empty();
    }
    MeanDiscrepancy test =
        MeanDiscrepancy.test(before, after, PERMUTATIONS, new SplittableRandom(day.toEpochDay()));
    return Optional.of(
        new Drift(
            day,
            TrafficAlarm.Kind.TEXT,
            "text",
            test.squaredDistance(),
            OptionalDouble.empty(),
            OptionalDouble.of(test.pValue()),
            before.length,
            after.length,
            test.pValue() < SURE));
  }
}

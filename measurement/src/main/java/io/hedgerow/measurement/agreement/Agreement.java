package io.hedgerow.measurement.agreement;

import io.hedgerow.measurement.Estimate;
import io.hedgerow.measurement.Interval;
import io.hedgerow.measurement.Measured;
import io.hedgerow.measurement.NotEnoughData;
import io.hedgerow.measurement.prevalence.Wilson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * How far people agree who judged the same units, with intervals.
 *
 * <p>An interval is the hull of two: a percentile bootstrap over units (Efron and Tibshirani, An
 * Introduction to the Bootstrap, 1993, chapter 13), and Wilson's interval of the observed agreement
 * carried over with chance held fixed. The second keeps it honest where few disagree: a bootstrap
 * of units that all agree has no width. It is wide rather than narrow.
 *
 * @param units judged by at least two people
 * @param observed share of pairs of judgements that are the same
 * @param kappa Cohen's κ
 * @param ac1 Gwet's AC1
 * @param alpha Krippendorff's α
 */
public record Agreement(
    int units, Measured observed, Measured kappa, Measured ac1, Measured alpha) {
  /** Units below which nothing is said. */
  public static final int FEWEST = 10;

  private static final int REPLICATES = 400;

  /**
   * Among all who judged. Pairs of a unit have no order, so each is counted both ways, and κ is
   * that of the pooled table.
   *
   * @param units what each person said of a unit; those with one person only are left out
   */
  public static Agreement among(
      List<Map<String, String>> units, double level, RandomGenerator random) {
    return of(
        units.stream()
            .filter(unit -> unit.size() >= 2)
            .map(unit -> new Unit(bothWays(unit), List.copyOf(unit.values())))
            .toList(),
        level,
        random);
  }

  /**
   * Of one person with everybody else: the person's judgement is the row, the other's the column.
   */
  public static Agreement with(
      String person, List<Map<String, String>> units, double level, RandomGenerator random) {
    return of(
        units.stream()
            .filter(unit -> unit.size() >= 2 && unit.containsKey(person))
            .map(unit -> new Unit(against(person, unit), List.copyOf(unit.values())))
            .toList(),
        level,
        random);
  }

  /** A unit as ordered pairs of judgements and as all its judgements. */
  private record Unit(List<Pair> pairs, List<String> said) {}

  private record Pair(String row, String column) {}

  private static List<Pair> bothWays(Map<String, String> unit) {
    List<String> said = List.copyOf(unit.values());
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < said.size(); i++) {
      for (int j = 0; j < said.size(); j++) {
        if (i != j) {
          pairs.add(new Pair(said.get(i), said.get(j)));
        }
      }
    }
    return pairs;
  }

  private static List<Pair> against(String person, Map<String, String> unit) {
    String own = unit.getOrDefault(person, "");
    return unit.entrySet().stream()
        .filter(entry -> !entry.getKey().equals(person))
        .map(entry -> new Pair(own, entry.getValue()))
        .toList();
  }

  private static Agreement of(List<Unit> units, double level, RandomGenerator random) {
    if (units.size() < FEWEST) {
      Measured missing =
          new NotEnoughData(
              "%d things judged by two people, there are %d".formatted(FEWEST, units.size()));
      return new Agreement(units.size(), missing, missing, missing, missing);
    }
    List<String> words =
        units.stream().flatMap(unit -> unit.said().stream()).distinct().sorted().toList();
    double observed = observed(units);
    Interval share = Wilson.interval(observed, units.size(), level);
    Measured same =
        new Estimate(
            observed,
            Math.sqrt(observed * (1 - observed) / units.size()),
            share,
            units.size(),
            units.size());
    if (words.size() < 2) {
      Measured missing = new NotEnoughData("judgements that differ: everybody said the same");
      return new Agreement(units.size(), same, missing, missing, missing);
    }
    List<List<Unit>> replicates = replicates(units, random);
    return new Agreement(
        units.size(),
        same,
        measure(sample -> table(sample, words).kappa(), units, replicates, share, level),
        measure(sample -> table(sample, words).ac1(), units, replicates, share, level),
        measure(sample -> alpha(sample, words), units, replicates, share, level));
  }

  private static List<List<Unit>> replicates(List<Unit> units, RandomGenerator random) {
    List<List<Unit>> replicates = new ArrayList<>();
    for (int r = 0; r < REPLICATES; r++) {
      List<Unit> sample = new ArrayList<>();
      for (int i = 0; i < units.size(); i++) {
        sample.add(units.get(random.nextInt(units.size())));
      }
      replicates.add(sample);
    }
    return replicates;
  }

  private static Measured measure(
      ToDoubleFunction<List<Unit>> statistic,
      List<Unit> units,
      List<List<Unit>> replicates,
      Interval share,
      double level) {
    double value = statistic.applyAsDouble(units);
    if (!Double.isFinite(value)) {
      return new NotEnoughData("judgements that differ: one person only ever said the same");
    }
    double[] drawn =
        replicates.stream().mapToDouble(statistic).filter(Double::isFinite).sorted().toArray();
    Interval carried = carried(value, observed(units), share, units.size());
    int cut = (int) Math.floor((1 - level) / 2 * (drawn.length - 1));
    double low = drawn.length == 0 ? value : drawn[cut];
    double high = drawn.length == 0 ? value : drawn[drawn.length - 1 - cut];
    Interval hull =
        new Interval(
            Math.max(-1, Math.min(Math.min(low, carried.low()), value)),
            Math.min(1, Math.max(Math.max(high, carried.high()), value)),
            level);
    return new Estimate(value, deviation(drawn), hull, units.size(), units.size());
  }

  /**
   * Every coefficient here is 1 − (1 − observed) / (1 − chance): with chance held fixed, the ends
   * of the observed agreement give its ends. Where all agree, chance cannot be told from the value,
   * and half a disagreement stands in.
   */
  private static Interval carried(double value, double observed, Interval share, int units) {
    double missed = observed == 1 ? 0.5 / units : 1 - observed;
    double scale = observed == 1 ? 2 : (1 - value) / missed;
    double low = 1 - (1 - share.low()) * scale;
    double high = observed == 1 ? 1 : 1 - (1 - share.high()) * scale;
    return new Interval(Math.min(low, high), Math.max(low, high), share.level());
  }

  private static double deviation(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1));
  }

  /** Mean over units, so that a unit of many people counts as much as one of two. */
  private static double observed(List<Unit> units) {
    return units.stream()
        .mapToDouble(unit ->
            unit.pairs().stream()
                .mapToDouble(pair -> pair.row().equals(pair.column()) ? 1 : 0)
                .average()
                .orElse(0))
        .average()
        .orElse(0);
  }

  private static TwoRaters table(List<Unit> units, List<String> words) {
    double[][] counts = new double[words.size()][words.size()];
    for (Unit unit : units) {
      for (Pair pair : unit.pairs()) {
        counts[words.indexOf(pair.row())][words.indexOf(pair.column())] +=
            1.0 / unit.pairs().size();
      }
    }
    return new TwoRaters(counts);
  }

  private static double alpha(List<Unit> units, List<String> words) {
    return Krippendorff.alpha(
            units.stream()
                .map(unit -> unit.said().stream().mapToDouble(words::indexOf).toArray())
                .toList(),
            Krippendorff.Scale.NOMINAL)
        .orElse(Double.NaN);
  }
}

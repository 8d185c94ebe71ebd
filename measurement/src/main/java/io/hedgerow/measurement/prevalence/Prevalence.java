package io.hedgerow.measurement.prevalence;

import io.hedgerow.measurement.Estimate;
import io.hedgerow.measurement.Interval;
import io.hedgerow.measurement.Measured;
import io.hedgerow.measurement.NotEnoughData;
import io.hedgerow.measurement.Refusal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Prevalence: the share of views that went to content violating one policy.
 *
 * <p>{@link #ratio} is the Hájek estimator with linearised variance (Särndal, Swensson and Wretman,
 * Model Assisted Survey Sampling, 1992, sections 5.6 to 5.8); {@link #ofKnownViews} is
 * Horvitz–Thompson (JASA 47, 1952), which under replacement is Hansen–Hurwitz (1943).
 *
 * <p>With replacement the interval is Wilson's on the effective sample size p(1 − p) / variance.
 * Within strata and without replacement, content that looks suspicious is nearly all drawn, so that
 * what hides in the rest is most of the uncertainty and most samples show none of it: there the
 * interval is {@link CellInterval}'s. {@link #cautious} gives that under every design, wider, for
 * whoever must not rely on scores finding most of what violates.
 */
public final class Prevalence {
  private Prevalence() {}

  /** Overall prevalence. */
  public static Measured ratio(List<Observation> sample, Design design, double level) {
    return ratio(sample, design, level, _ -> true);
  }

  /** Prevalence within each value of a pivot, all from the one sample. */
  public static Map<String, Measured> byPivot(
      List<Observation> sample, Design design, double level, String pivot) {
    Set<String> values = sample.stream().map(o -> pivotValue(o, pivot)).collect(Collectors.toSet());
    Map<String, Measured> results = new TreeMap<>();
    for (String value : values) {
      results.put(value, ratio(sample, design, level, o -> pivotValue(o, pivot).equals(value)));
    }
    return results;
  }

  /** Prevalence of the views that a condition picks (a domain in survey terms). */
  public static Measured ratio(
      List<Observation> sample, Design design, double level, Predicate<Observation> inside) {
    return ratio(sample, design, level, inside, !(design instanceof Design.WithReplacement));
  }

  /** Like {@link #ratio}, with an interval that holds however much hides behind low scores. */
  public static Measured cautious(
      List<Observation> sample, Design design, double level, Predicate<Observation> inside) {
    return ratio(sample, design, level, inside, true);
  }

  private static Measured ratio(
      List<Observation> sample,
      Design design,
      double level,
      Predicate<Observation> inside,
      boolean cells) {
    check(sample, design);
    double views = 0;
    double violating = 0;
    for (Observation drawn : sample) {
      double weight = inside.test(drawn) ? design.weight(drawn, sample) : 0;
      views += weight;
      violating += weight * drawn.violating();
    }
    if (views == 0) {
      return new NotEnoughData("a draw with views in this slice");
    }
    Refusal.unlessPositive("sum of views / probability", views);
    double share = violating / views;
    double[] contributions = new double[sample.size()];
    for (int i = 0; i < contributions.length; i++) {
      Observation drawn = sample.get(i);
      contributions[i] =
          inside.test(drawn)
              ? design.weight(drawn, sample) * (drawn.violating() - share) / views
              : 0;
    }
    List<Observation> own = sample.stream().filter(inside).toList();
    Measured pooled =
        finish(share, design.variance(contributions, sample), own, sample, design, level);
    return cells && pooled instanceof Estimate e && own.stream().allMatch(Prevalence::certain)
        ? new Estimate(
            e.value(),
            e.standardError(),
            CellInterval.of(sample, design, inside, level),
            e.draws(),
            e.effectiveSize())
        : pooled;
  }

  private static boolean certain(Observation drawn) {
    return drawn.violating() == 0 || drawn.violating() == 1;
  }

  /** Prevalence where the population's total views are known. */
  public static Measured ofKnownViews(
      List<Observation> sample, Design design, double views, double level) {
    check(sample, design);
    Refusal.unlessPositive("total views", views);
    double[] contributions = new double[sample.size()];
    double share = 0;
    for (int i = 0; i < contributions.length; i++) {
      Observation drawn = sample.get(i);
      contributions[i] = design.weight(drawn, sample) * drawn.violating() / views;
      share += contributions[i];
    }
    return finish(share, design.variance(contributions, sample), sample, sample, design, level);
  }

  private static Measured finish(
      double share,
      double variance,
      List<Observation> own,
      List<Observation> sample,
      Design design,
      double level) {
    if (own.size() < 2) {
      return new NotEnoughData("at least 2 labelled draws, there is " + own.size());
    }
    double bounded = Math.clamp(share, 0, 1);
    boolean informative = variance > 0 && bounded > 0 && bounded < 1;
    double size = informative ? bounded * (1 - bounded) / variance : kish(own, sample, design);
    Interval interval = Wilson.interval(bounded, size, level);
    return new Estimate(share, Math.sqrt(variance), interval, own.size(), size);
  }

  /** Kish's effective size, (Σw)² / Σw²: Kish, Survey Sampling (1965), section 11.7. */
  private static double kish(List<Observation> own, List<Observation> sample, Design design) {
    double sum = 0;
    double squares = 0;
    for (Observation drawn : own) {
      double weight = design.weight(drawn, sample);
      sum += weight;
      squares += weight * weight;
    }
    return sum * sum / squares;
  }

  private static String pivotValue(Observation drawn, String pivot) {
    return drawn.pivots().getOrDefault(pivot, "unknown");
  }

  private static void check(List<Observation> sample, Design design) {
    switch (design) {
      case Design.WithReplacement() -> {}
      case Design.WithoutReplacement() -> refuseDuplicates(sample);
      case Design.Stratified() -> {
        refuseDuplicates(sample);
        refuseUnevenStrata(sample);
      }
    }
  }

  private static void refuseDuplicates(List<Observation> sample) {
    Set<String> seen = new HashSet<>();
    for (Observation drawn : sample) {
      if (!seen.add(drawn.unit())) {
        throw new IllegalArgumentException(
            "unit " + drawn.unit() + " was drawn twice, but the design is without replacement");
      }
    }
  }

  private static void refuseUnevenStrata(List<Observation> sample) {
    Design.Stratified.rowsByStratum(sample)
        .forEach((stratum, rows) -> {
          double fraction = sample.get(rows.getFirst()).probability();
          if (rows.size() < 2) {
            throw new IllegalArgumentException("stratum '" + stratum + "' needs 2 draws, has 1");
          }
          if (rows.stream().anyMatch(i -> sample.get(i).probability() != fraction)) {
            throw new IllegalArgumentException(
                "stratum '" + stratum + "' mixes inclusion probabilities");
          }
        });
  }
}

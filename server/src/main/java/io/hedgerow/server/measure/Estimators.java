package io.hedgerow.server.measure;

import io.hedgerow.measurement.Estimate;
import io.hedgerow.measurement.Interval;
import io.hedgerow.measurement.Measured;
import io.hedgerow.measurement.Normal;
import io.hedgerow.measurement.NotEnoughData;
import io.hedgerow.measurement.labelerror.TwoPhase;
import io.hedgerow.measurement.prevalence.Design;
import io.hedgerow.measurement.prevalence.Observation;
import io.hedgerow.measurement.prevalence.Prevalence;
import io.hedgerow.measurement.prevalence.Wilson;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** How the rows of a definition become one number with its interval. */
final class Estimators {
  static final double LEVEL = 0.95;

  /** Draws that may lack a label before nothing is said, as a share of all. */
  private static final double MOST_UNLABELLED = 0.05;

  private static final Design DESIGN = new Design.WithReplacement();

  private Estimators() {}

  /**
   * Prevalence in a slice. With a few labels missing, the low end counts them all as fine and the
   * high end as violating, which holds whichever they are (Manski, "Nonparametric Bounds on
   * Treatment Effects", American Economic Review 80, 1990); the same is done below.
   *
   * @param slice {@code surface=search}, or empty for all
   */
  static Measured prevalence(Draws draws, String slice) {
    return complete(
        draws, _ -> false, _ -> true, assumed -> share(draws, assumed, Draws.in(slice)));
  }

  /**
   * Where labels are checked, what the checks found corrects the rest ({@link TwoPhase}); where
   * nothing is, labels are believed.
   */
  private static Measured share(
      Draws draws, Predicate<Draws.One> assumed, Predicate<Observation> inside) {
    return draws.checked()
        ? TwoPhase.prevalence(draws.looked(assumed), DESIGN, LEVEL, inside)
        : Prevalence.ratio(draws.pooled(assumed), DESIGN, LEVEL, inside);
  }

  /** Of the violating views, the share machines had labelled. */
  static Measured recall(Draws draws) {
    return complete(
        draws,
        draw -> !draw.flagged(),
        Draws.One::flagged,
        assumed -> {
          if (draws.checked()) {
            return TwoPhase.share(draws.looked(assumed), DESIGN, LEVEL, Estimators::flagged);
          }
          List<Observation> sample = draws.pooled(assumed);
          long violating = sample.stream().filter(o -> o.violating() == 1).count();
          return violating < 2
              ? new NotEnoughData("2 violating draws, there are " + violating)
              : Prevalence.ratio(
                  sample.stream().map(Estimators::flaggedAsLabel).toList(),
                  DESIGN,
                  LEVEL,
                  o -> o.stratum().equals("violating"));
        });
  }

  /** Of the views machines had labelled, the share that violates. */
  static Measured precision(Draws draws) {
    return complete(
        draws, _ -> false, _ -> true, assumed -> share(draws, assumed, Estimators::flagged));
  }

  /**
   * Violating views a day that went to what machines had labelled. The views of sampled days are
   * known, so they add no uncertainty.
   */
  static Measured views(Draws draws) {
    Draws flagged = new Draws(draws.all().stream().map(Draws.One::onlyFlagged).toList());
    double daily = draws.dailyViews("");
    return switch (prevalence(flagged, "")) {
      case NotEnoughData missing -> missing;
      case Estimate e ->
          new Estimate(
              e.value() * daily,
              e.standardError() * daily,
              new Interval(e.interval().low() * daily, e.interval().high() * daily, LEVEL),
              e.draws(),
              e.effectiveSize());
    };
  }

  /**
   * The sum of what is known of each policy, from samples apart: the distances to the ends of their
   * intervals are added in squares (MOVER; Zou, Huang and Zhang, Computational Statistics and Data
   * Analysis 53, 2009).
   *
   * @param parts by policy
   */
  static Measured sum(Map<String, Measured> parts) {
    double value = 0;
    double below = 0;
    double above = 0;
    double error = 0;
    int size = 0;
    double effective = 0;
    for (Map.Entry<String, Measured> part : parts.entrySet()) {
      if (!(part.getValue() instanceof Estimate e)) {
        return new NotEnoughData("an estimate for `%s`".formatted(part.getKey()));
      }
      value += e.value();
      below = Math.hypot(below, e.value() - e.interval().low());
      above = Math.hypot(above, e.interval().high() - e.value());
      error = Math.hypot(error, e.standardError());
      size += e.draws();
      effective += e.effectiveSize();
    }
    Interval interval = new Interval(value - below, value + above, LEVEL);
    return new Estimate(value, error, interval, size, effective);
  }

  private static Observation flaggedAsLabel(Observation o) {
    return new Observation(
        o.unit(),
        o.violating() == 1 ? "violating" : "fine",
        o.views(),
        o.probability(),
        flagged(o) ? 1 : 0,
        o.pivots());
  }

  private static boolean flagged(Observation o) {
    return "flagged".equals(o.pivots().get("machines"));
  }

  @FunctionalInterface
  private interface Assuming {
    Measured of(Predicate<Draws.One> assumed);
  }

  /** The answer between what the missing labels could make of it at worst and at best. */
  private static Measured complete(
      Draws draws, Predicate<Draws.One> worst, Predicate<Draws.One> best, Assuming estimator) {
    long missing = draws.unlabelled();
    int size = draws.all().size();
    if (missing > MOST_UNLABELLED * size) {
      return new NotEnoughData("a label for %,d of %,d draws".formatted(missing, size));
    }
    if (draws.unaudited()) {
      return new NotEnoughData("a look of a person at what the judge said");
    }
    Measured low = estimator.of(worst);
    Measured high = missing == 0 ? low : estimator.of(best);
    if (low instanceof Estimate fine && high instanceof Estimate bad && missing > 0) {
      Interval wide =
          new Interval(
              Math.min(fine.interval().low(), bad.interval().low()),
              Math.max(fine.interval().high(), bad.interval().high()),
              LEVEL);
      return new Estimate(
          fine.value(), fine.standardError(), wide, fine.draws(), fine.effectiveSize());
    }
    return high instanceof NotEnoughData ? high : low;
  }

  /** A share of all cases there were. */
  static Measured share(long hits, long cases) {
    if (cases == 0) {
      return new NotEnoughData("at least one case");
    }
    double share = (double) hits / cases;
    return new Estimate(
        share,
        Math.sqrt(share * (1 - share) / cases),
        Wilson.interval(share, cases, LEVEL),
        (int) cases,
        cases);
  }

  /** Everything there was: no sample, so the interval has no width. */
  static Measured count(double value) {
    return new Estimate(value, 0, new Interval(value, value, LEVEL), (int) value, value);
  }

  /**
   * The median, with the interval whose ends are the order statistics n/2 ± z·√n/2 (David and
   * Nagaraja, Order Statistics, 3rd edition, 2003, section 7.1).
   */
  static Measured median(double[] values) {
    int size = values.length;
    double reach = Normal.criticalValue(LEVEL) * Math.sqrt(size) / 2;
    int low = (int) Math.floor(size / 2.0 - reach) - 1;
    int high = (int) Math.ceil(size / 2.0 + reach);
    if (low < 0 || high >= size) {
      return new NotEnoughData(String.format(Locale.ROOT, "8 values, there are %d", size));
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double middle = (sorted[(size - 1) / 2] + sorted[size / 2]) / 2;
    double spread = (sorted[high] - sorted[low]) / (2 * Normal.criticalValue(LEVEL));
    return new Estimate(middle, spread, new Interval(sorted[low], sorted[high], LEVEL), size, size);
  }
}

package io.hedgerow.measurement.labelerror;

import io.hedgerow.measurement.Estimate;
import io.hedgerow.measurement.Interval;
import io.hedgerow.measurement.Measured;
import io.hedgerow.measurement.Normal;
import io.hedgerow.measurement.NotEnoughData;
import io.hedgerow.measurement.Refusal;
import io.hedgerow.measurement.prevalence.Design;
import io.hedgerow.measurement.prevalence.Observation;
import io.hedgerow.measurement.prevalence.Prevalence;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * Two-phase difference estimator: a cheap judge labels every draw, people audit some.
 *
 * <p>Each draw counts as {@code judge + (truth − judge) / audit probability} when audited and as
 * {@code judge} when not, which is unbiased whatever the judge does. Source: Särndal, Swensson and
 * Wretman, Model Assisted Survey Sampling (1992), section 9.6. Audits must be independent given the
 * judge's labels; a draw audited for certain (a heavy positive) has probability 1. With labels of 0
 * and 1 the first phase has {@link Prevalence#cautious}'s interval: a judge's false positives are
 * found where draws weigh much.
 */
public final class TwoPhase {
  /**
   * A draw judged in phase one and perhaps audited in phase two.
   *
   * @param drawn the draw; its label is the judge's
   * @param auditProbability chance that this draw was to be audited
   * @param truth the person's label, empty when it was not audited
   */
  public record Judged(Observation drawn, double auditProbability, OptionalDouble truth) {
    public Judged {
      Refusal.unlessProbability("audit probability of " + drawn.unit(), auditProbability);
      if (auditProbability == 1 && truth.isEmpty()) {
        throw new IllegalArgumentException(
            drawn.unit() + " was to be audited for certain but has no audit label");
      }
    }

    private Observation corrected() {
      double judge = drawn.violating();
      return truth.isEmpty()
          ? drawn
          : drawn.labelled(judge + (truth.getAsDouble() - judge) / auditProbability);
    }

    /** The person's label where there is one, else the judge's. */
    private Observation completed() {
      return drawn.labelled(truth.orElse(drawn.violating()));
    }

    private boolean whole() {
      return whole(drawn.violating()) && whole(truth.orElse(0));
    }

    private static boolean whole(double label) {
      return label == 0 || label == 1;
    }
  }

  private TwoPhase() {}

  /** Prevalence with both phases' uncertainty. */
  public static Measured prevalence(List<Judged> sample, Design design, double level) {
    return prevalence(sample, design, level, _ -> true);
  }

  /** The same for the views that a condition picks. */
  public static Measured prevalence(
      List<Judged> sample, Design design, double level, Predicate<Observation> inside) {
    if (sample.stream().noneMatch(j -> j.truth().isPresent() && inside.test(j.drawn()))) {
      return new NotEnoughData("an audited draw");
    }
    List<Observation> corrected = new ArrayList<>();
    for (Judged judged : sample) {
      corrected.add(judged.corrected());
    }
    Measured linear = Prevalence.ratio(corrected, design, level, inside);
    if (!(linear instanceof Estimate e) || !sample.stream().allMatch(Judged::whole)) {
      return linear;
    }
    List<Observation> completed = sample.stream().map(Judged::completed).toList();
    return Prevalence.cautious(completed, design, level, inside) instanceof Estimate first
        ? new Estimate(
            e.value(),
            e.standardError(),
            interval(e.value(), first, auditError(sample, corrected, design, inside)),
            e.draws(),
            e.effectiveSize())
        : linear;
  }

  /** The first phase's distances and the second's standard error, added in squares. */
  private static Interval interval(double value, Estimate first, double auditError) {
    Interval own = first.interval();
    double reach = Normal.criticalValue(own.level()) * auditError;
    double below = Math.hypot(first.value() - own.low(), reach);
    double above = Math.hypot(own.high() - first.value(), reach);
    return new Interval(value - below, value + above, own.level()).withinShare();
  }

  /**
   * Standard error of the share that comes from auditing only some: the Horvitz–Thompson variance
   * of independent audits (Särndal, Swensson and Wretman, result 9.3.1).
   */
  private static double auditError(
      List<Judged> sample,
      List<Observation> corrected,
      Design design,
      Predicate<Observation> inside) {
    double views = 0;
    double sum = 0;
    for (Judged judged : sample) {
      Observation drawn = judged.drawn();
      if (inside.test(drawn)) {
        double weight = design.weight(drawn, corrected);
        double chance = judged.auditProbability();
        double off = judged.truth().orElse(drawn.violating()) - drawn.violating();
        views += weight;
        sum += weight * weight * off * off * (1 - chance) / (chance * chance);
      }
    }
    return Math.sqrt(sum) / views;
  }
}

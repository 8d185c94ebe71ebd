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
import io.hedgerow.measurement.prevalence.Wilson;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * Two-phase difference estimator: a cheap judge labels every draw, people audit some, and others
 * may audit some of theirs.
 *
 * <p>Each draw counts as {@code judge + (truth − judge) / audit probability} when audited and as
 * {@code judge} when not, which is unbiased whatever the judge does. Source: Särndal, Swensson and
 * Wretman, Model Assisted Survey Sampling (1992), section 9.6. A second look at what the first
 * found adds its difference over the chance that both happened. Audits must be independent given
 * the labels before them, except that draws of one unit share theirs; a draw audited for certain (a
 * heavy positive) has probability 1. With labels of 0 and 1 the first phase has {@link
 * Prevalence#cautious}'s interval unless every positive of average weight or more was looked at: a
 * judge's false positives are found where draws weigh much.
 */
public final class TwoPhase {
  /**
   * A draw judged in phase one and perhaps audited after.
   *
   * @param drawn the draw; its label is the judge's
   * @param looks audits that the draw was chosen for, in their order, each of what was found before
   */
  public record Judged(Observation drawn, List<Look> looks) {
    public Judged {
      looks = List.copyOf(looks);
      for (Look look : looks) {
        Refusal.unlessProbability("audit probability of " + drawn.unit(), look.probability());
      }
    }

    /**
     * With one audit at most.
     *
     * @param auditProbability chance that this draw was to be audited
     * @param truth the person's label, empty when it was not audited
     */
    public Judged(Observation drawn, double auditProbability, OptionalDouble truth) {
      this(drawn, looks(drawn, auditProbability, truth));
    }

    private static List<Look> looks(Observation drawn, double probability, OptionalDouble truth) {
      Refusal.unlessProbability("audit probability of " + drawn.unit(), probability);
      if (probability == 1 && truth.isEmpty()) {
        throw new IllegalArgumentException(
            drawn.unit() + " was to be audited for certain but has no audit label");
      }
      return truth.isEmpty() ? List.of() : List.of(new Look(probability, truth.getAsDouble()));
    }

    private Observation corrected() {
      double label = drawn.violating();
      double before = label;
      double chance = 1;
      for (Look look : looks) {
        chance *= look.probability();
        label += (look.found() - before) / chance;
        before = look.found();
      }
      return drawn.labelled(label);
    }

    /** What was said last. */
    double last() {
      return looks.isEmpty() ? drawn.violating() : looks.getLast().found();
    }

    private Observation completed() {
      return drawn.labelled(last());
    }

    private boolean whole() {
      return whole(drawn.violating()) && looks.stream().allMatch(look -> whole(look.found()));
    }

    private static boolean whole(double label) {
      return label == 0 || label == 1;
    }

    /** A positive that somebody was bound to look at, or no positive. */
    private boolean sure() {
      return drawn.violating() == 0 || !looks.isEmpty() && looks.getFirst().probability() == 1;
    }
  }

  /**
   * An audit that took place.
   *
   * @param probability with which the draw was chosen for it, given that it was chosen for those
   *     before
   * @param found the label that the audit gave
   */
  public record Look(double probability, double found) {}

  private TwoPhase() {}

  /** Prevalence with the uncertainty of all phases. */
  public static Measured prevalence(List<Judged> sample, Design design, double level) {
    return prevalence(sample, design, level, _ -> true);
  }

  /** The same for the views that a condition picks. */
  public static Measured prevalence(
      List<Judged> sample, Design design, double level, Predicate<Observation> inside) {
    if (sample.stream().noneMatch(j -> !j.looks().isEmpty() && inside.test(j.drawn()))) {
      return new NotEnoughData("an audited draw");
    }
    List<Observation> corrected = sample.stream().map(Judged::corrected).toList();
    Measured linear = Prevalence.ratio(corrected, design, level, inside);
    if (!(linear instanceof Estimate e) || !sample.stream().allMatch(Judged::whole)) {
      return linear;
    }
    return first(sample, design, level, inside) instanceof Estimate first
        ? new Estimate(
            e.value(),
            e.standardError(),
            interval(e.value(), first, auditError(sample, corrected, design, inside)),
            e.draws(),
            e.effectiveSize())
        : linear;
  }

  private static Measured first(
      List<Judged> sample, Design design, double level, Predicate<Observation> inside) {
    List<Observation> completed = sample.stream().map(Judged::completed).toList();
    double mean =
        sample.stream().mapToDouble(j -> design.weight(j.drawn(), completed)).average().orElse(0);
    return sample.stream().allMatch(j -> j.sure() || design.weight(j.drawn(), completed) < mean)
        ? Prevalence.ratio(completed, design, level, inside)
        : Prevalence.cautious(completed, design, level, inside);
  }

  /**
   * Of the violating views, the share that a condition picks: the ratio of two totals with
   * linearised variance (Särndal, Swensson and Wretman, section 5.6), Wilson's interval on the
   * effective size.
   */
  public static Measured share(
      List<Judged> sample, Design design, double level, Predicate<Observation> picked) {
    List<Observation> corrected = sample.stream().map(Judged::corrected).toList();
    double[] violating = new double[sample.size()];
    double all = 0;
    double own = 0;
    for (int i = 0; i < violating.length; i++) {
      Observation drawn = corrected.get(i);
      violating[i] = design.weight(drawn, corrected) * drawn.violating();
      all += violating[i];
      own += picked.test(drawn) ? violating[i] : 0;
    }
    long positives = sample.stream().filter(j -> j.completed().violating() > 0).count();
    if (positives < 2 || all <= 0) {
      return new NotEnoughData("2 violating draws, there are " + positives);
    }
    double share = Math.clamp(own / all, 0, 1);
    double squares = 0;
    for (int i = 0; i < violating.length; i++) {
      squares += square(violating[i] / all);
      violating[i] *= ((picked.test(corrected.get(i)) ? 1 : 0) - share) / all;
    }
    double variance = design.variance(violating, corrected);
    double size =
        variance > 0 && share > 0 && share < 1 ? share * (1 - share) / variance : 1 / squares;
    return new Estimate(
        share, Math.sqrt(variance), Wilson.interval(share, size, level), (int) positives, size);
  }

  /** The first phase's distances and those of the audits, added in squares. */
  private static Interval interval(double value, Estimate first, AuditError audits) {
    Interval own = first.interval();
    double z = Normal.criticalValue(own.level());
    double below = Math.hypot(first.value() - own.low(), z * Math.sqrt(audits.below()));
    double above = Math.hypot(own.high() - first.value(), z * Math.sqrt(audits.above()));
    return new Interval(value - below, value + above, own.level()).withinShare();
  }

  /** Of the share that a condition picks. */
  private static AuditError auditError(
      List<Judged> sample,
      List<Observation> corrected,
      Design design,
      Predicate<Observation> inside) {
    double[] weights = new double[sample.size()];
    double views = 0;
    for (int i = 0; i < weights.length; i++) {
      Observation drawn = sample.get(i).drawn();
      weights[i] = inside.test(drawn) ? design.weight(drawn, corrected) : 0;
      views += weights[i];
    }
    double all = views;
    return AuditError.of(sample, Arrays.stream(weights).map(weight -> weight / all).toArray());
  }

  private static double square(double value) {
    return value * value;
  }
}

package io.hedgerow.measurement.labelerror;

import io.hedgerow.measurement.Measured;
import io.hedgerow.measurement.NotEnoughData;
import io.hedgerow.measurement.Refusal;
import io.hedgerow.measurement.prevalence.Design;
import io.hedgerow.measurement.prevalence.Observation;
import io.hedgerow.measurement.prevalence.Prevalence;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Two-phase difference estimator: a cheap judge labels every draw, people audit some.
 *
 * <p>Each draw counts as {@code judge + (truth − judge) / audit probability} when audited and as
 * {@code judge} when not, which is unbiased whatever the judge does. Source: Särndal, Swensson and
 * Wretman, Model Assisted Survey Sampling (1992), section 9.6. Audits must be independent given the
 * judge's labels; a draw audited for certain (a heavy positive) has probability 1.
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
  }

  private TwoPhase() {}

  /** Prevalence with both phases' uncertainty. */
  public static Measured prevalence(List<Judged> sample, Design design, double level) {
    if (sample.stream().noneMatch(judged -> judged.truth().isPresent())) {
      return new NotEnoughData("an audited draw");
    }
    List<Observation> corrected = new ArrayList<>();
    for (Judged judged : sample) {
      corrected.add(judged.corrected());
    }
    return Prevalence.ratio(corrected, design, level);
  }
}

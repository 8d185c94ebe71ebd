package io.hedgerow.measurement.experiment;

import io.hedgerow.measurement.Refusal;

/**
 * A test of treatment against control that may be looked at after every event (mSPRT).
 *
 * <p>The likelihood ratio of "no difference" against a difference drawn from a normal of mean 0 and
 * variance {@code mixture}; under no difference it exceeds 1/α with chance at most α, at any time.
 * Source: Johari, Koomen, Pekelis and Walsh, "Always Valid Inference: Continuous Monitoring of A/B
 * Tests", Operations Research 70 (2022), the mSPRT for two streams of 0/1 outcomes.
 *
 * @param alpha chance of a false alarm ever, in (0, 1)
 * @param mixture variance of plausible differences; the square of the smallest that matters is good
 * @param leastPositives positives over both arms before the normal form is trusted
 */
public record SequentialTest(double alpha, double mixture, int leastPositives) {
  /** Where a test stands. */
  public enum Standing {
    UNDECIDED,
    TREATMENT_HIGHER,
    TREATMENT_LOWER
  }

  /** Counts of an arm: events seen and how many of them were positive. */
  public record Arm(long events, long positives) {
    public Arm {
      if (events < 0 || positives < 0 || positives > events) {
        throw new IllegalArgumentException(
            "positives must be in [0, " + events + "], was " + positives);
      }
    }
  }

  public SequentialTest {
    Refusal.unlessOpenShare("alpha", alpha);
    Refusal.unlessPositive("mixture", mixture);
    Refusal.unlessAtLeast("least positives", leastPositives, 1);
  }

  /** The standing now; once decided, the caller stops. */
  public Standing standing(Arm control, Arm treatment) {
    if (logLikelihoodRatio(control, treatment) < -Math.log(alpha)) {
      return Standing.UNDECIDED;
    }
    return rate(treatment) > rate(control) ? Standing.TREATMENT_HIGHER : Standing.TREATMENT_LOWER;
  }

  double logLikelihoodRatio(Arm control, Arm treatment) {
    long positives = control.positives() + treatment.positives();
    long events = control.events() + treatment.events();
    long negatives = events - positives;
    if (control.events() == 0
        || treatment.events() == 0
        || Math.min(positives, negatives) < leastPositives) {
      return Double.NEGATIVE_INFINITY;
    }
    double pooled = (double) positives / events;
    double variance = pooled * (1 - pooled) * (1.0 / control.events() + 1.0 / treatment.events());
    double difference = rate(treatment) - rate(control);
    return 0.5 * Math.log(variance / (variance + mixture))
        + difference * difference * mixture / (2 * variance * (variance + mixture));
  }

  private static double rate(Arm arm) {
    return (double) arm.positives() / arm.events();
  }
}

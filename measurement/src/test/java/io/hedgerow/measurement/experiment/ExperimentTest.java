package io.hedgerow.measurement.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hedgerow.measurement.Estimate;
import io.hedgerow.measurement.NotEnoughData;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ExperimentTest {
  private static final SequentialTest TEST = new SequentialTest(0.05, 0.01 * 0.01, 20);

  @Test
  void lookingAfterEveryEventRarelyAlarmsFalsely() {
    SplittableRandom random = new SplittableRandom(3);
    int alarms = 0;
    for (int run = 0; run < 400; run++) {
      alarms += everDecided(random, 0.05, 0.05) == SequentialTest.Standing.UNDECIDED ? 0 : 1;
    }
    assertThat(alarms).isLessThanOrEqualTo(20);
  }

  /**
   * Johari, Koomen, Pekelis and Walsh, "Peeking at A/B Tests" (KDD 2017), the closed form for two
   * streams of n outcomes each: √(V/(V + nτ²)) exp(n²τ²d²/(2V(V + nτ²))), here with n = 1,000, 50
   * and 80 positives, τ = 0.01 and V of the pooled rate; and the integral it stands for, worked out
   * apart by quadrature in SciPy.
   */
  @Test
  void likelihoodRatioIsThePublishedClosedFormAndTheIntegralItStandsFor() {
    double closed = 1.3708746630877267;
    double integral = 1.3708746630877264;
    assertThat(
            TEST.logLikelihoodRatio(
                new SequentialTest.Arm(1_000, 50), new SequentialTest.Arm(1_000, 80)))
        .isCloseTo(closed, within(1e-12))
        .isCloseTo(integral, within(1e-12));
  }

  @Test
  void harmIsNoticed() {
    assertThat(everDecided(new SplittableRandom(4), 0.05, 0.10))
        .isEqualTo(SequentialTest.Standing.TREATMENT_HIGHER);
  }

  @Test
  void sequenceHoldsTheMeanAtAllTimes() {
    SplittableRandom random = new SplittableRandom(9);
    int missed = 0;
    for (int run = 0; run < 200; run++) {
      ConfidenceSequence sequence = ConfidenceSequence.atLevel(0.95);
      for (int t = 0; t < 1_000; t++) {
        sequence = sequence.with(random.nextDouble() < 0.3 ? 1 : 0);
      }
      missed += sequence.interval().contains(0.3) ? 0 : 1;
    }
    assertThat(missed).isLessThanOrEqualTo(10);
  }

  @Test
  void surrogateFollowsTheScoreMix() {
    SurrogatePrevalence.Bucket[] known = {
      new SurrogatePrevalence.Bucket(1_000, 10), new SurrogatePrevalence.Bucket(1_000, 500)
    };
    Estimate arm = (Estimate) SurrogatePrevalence.ofArm(known, new double[] {90, 10}, 0.95);
    assertThat(arm.value()).isEqualTo(0.9 * 0.01 + 0.1 * 0.5);
    assertThat(SurrogatePrevalence.stillHolds(known, known, 0.95)).isTrue();
    SurrogatePrevalence.Bucket[] moved = {
      new SurrogatePrevalence.Bucket(1_000, 60), new SurrogatePrevalence.Bucket(1_000, 500)
    };
    assertThat(SurrogatePrevalence.stillHolds(known, moved, 0.95)).isFalse();
  }

  @Test
  void bucketWithoutLabelsIsNotEnoughData() {
    SurrogatePrevalence.Bucket[] known = {new SurrogatePrevalence.Bucket(0, 0)};
    assertThat(SurrogatePrevalence.ofArm(known, new double[] {5}, 0.95))
        .isEqualTo(new NotEnoughData("labels in score bucket 0"));
  }

  private static SequentialTest.Standing everDecided(
      SplittableRandom random, double control, double treatment) {
    long[] positives = new long[2];
    for (int events = 1; events <= 3_000; events++) {
      positives[0] += random.nextDouble() < control ? 1 : 0;
      positives[1] += random.nextDouble() < treatment ? 1 : 0;
      SequentialTest.Standing standing =
          TEST.standing(
              new SequentialTest.Arm(events, positives[0]),
              new SequentialTest.Arm(events, positives[1]));
      if (standing != SequentialTest.Standing.UNDECIDED) {
        return standing;
      }
    }
    return SequentialTest.Standing.UNDECIDED;
  }
}

package io.hedgerow.models.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hedgerow.models.evaluation.ScoredLabels;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class RiskControlTest {
  private static final Promise PROMISE = new Promise(0.95, 0.95);

  /** Precision above a threshold falls through 0.95 near 0.8 and is worse again at the very top. */
  private static double truth(double score) {
    return score > 0.99 ? 0.9 : Math.pow(score, 0.4);
  }

  private static ScoredLabels draw(int size, SplittableRandom random) {
    double[] scores = random.doubles(size).toArray();
    boolean[] positive = new boolean[size];
    for (int i = 0; i < size; i++) {
      positive[i] = random.nextDouble() < truth(scores[i]);
    }
    return new ScoredLabels(scores, positive);
  }

  private static double truePrecision(double threshold) {
    double sum = 0;
    int steps = 10_000;
    for (int i = 0; i < steps; i++) {
      sum += truth(threshold + (1 - threshold) * (i + 0.5) / steps);
    }
    return sum / steps;
  }

  @Test
  void promiseIsKeptInNineteenOfTwentyDraws() {
    for (int size : new int[] {300, 1_000, 4_000}) {
      SplittableRandom random = new SplittableRandom(size);
      int kept = 0;
      int granted = 0;
      for (int round = 0; round < 200; round++) {
        switch (new RiskControl().precision(draw(size, random), PROMISE)) {
          case ThresholdAnswer.Granted answer -> {
            granted++;
            kept += truePrecision(answer.threshold()) >= 0.95 ? 1 : 0;
          }
          case ThresholdAnswer.Refused _ -> kept++;
        }
      }
      assertThat(kept).as("%d labels, %d granted", size, granted).isGreaterThanOrEqualTo(190);
    }
  }

  @Test
  void enoughLabelsFindMostOfWhatIsThere() {
    SplittableRandom random = new SplittableRandom(1);
    ThresholdAnswer answer = new RiskControl().precision(draw(20_000, random), PROMISE);
    assertThat(answer).isInstanceOf(ThresholdAnswer.Granted.class);
    ThresholdAnswer.Granted granted = (ThresholdAnswer.Granted) answer;
    assertThat(granted.threshold()).isBetween(0.75, 0.9);
    assertThat(granted.precision()).isGreaterThan(0.95);
  }

  @Test
  void labelsNeededAreUsuallyEnough() {
    SplittableRandom random = new SplittableRandom(3);
    int enough = 0;
    int asked = 0;
    for (int round = 0; round < 60; round++) {
      double[] scores = random.doubles(60).toArray();
      ScoredLabels few = sharp(scores, random);
      if (new RiskControl().precision(few, PROMISE) instanceof ThresholdAnswer.Refused refused
          && refused.labelsNeeded().isPresent()) {
        asked++;
        int size = few.size() + refused.labelsNeeded().getAsInt();
        ScoredLabels more = sharp(random.doubles(size).toArray(), random);
        boolean granted =
            new RiskControl().precision(more, PROMISE) instanceof ThresholdAnswer.Granted;
        enough += granted ? 1 : 0;
      }
    }
    assertThat(asked).isGreaterThan(30);
    assertThat(enough).isGreaterThan(asked * 6 / 10);
  }

  private static ScoredLabels sharp(double[] scores, SplittableRandom random) {
    boolean[] positive = new boolean[scores.length];
    for (int i = 0; i < scores.length; i++) {
      positive[i] = random.nextDouble() < (scores[i] > 0.5 ? 0.995 : 0.05);
    }
    return new ScoredLabels(scores, positive);
  }

  @Test
  void hopelessScoresAreRefusedWithoutANumber() {
    SplittableRandom random = new SplittableRandom(4);
    double[] scores = random.doubles(2_000).toArray();
    boolean[] positive = new boolean[scores.length];
    for (int i = 0; i < scores.length; i++) {
      positive[i] = random.nextBoolean();
    }
    ThresholdAnswer answer =
        new RiskControl().precision(new ScoredLabels(scores, positive), PROMISE);
    assertThat(answer)
        .isInstanceOfSatisfying(
            ThresholdAnswer.Refused.class,
            refused -> {
              assertThat(refused.labelsNeeded()).isEmpty();
              assertThat(refused.reason()).contains("must get better first");
            });
  }

  @Test
  void noLabelsAreRefused() {
    ThresholdAnswer answer =
        new RiskControl().precision(new ScoredLabels(new double[0], new boolean[0]), PROMISE);
    assertThat(answer).isInstanceOf(ThresholdAnswer.Refused.class);
  }

  @Test
  void reviewBandLosesNoMoreThanAllowed() {
    SplittableRandom random = new SplittableRandom(6);
    int kept = 0;
    for (int round = 0; round < 200; round++) {
      double from = new RiskControl().reviewFrom(draw(500, random), 0.1, 0.95);
      double missed = Math.pow(from, 1.4) / 1.4 / truePrecision(0);
      kept += missed <= 0.1 ? 1 : 0;
      assertThat(from).isGreaterThan(0);
    }
    assertThat(kept).isGreaterThanOrEqualTo(190);
  }

  @Test
  void bandSendsTheMiddleToPeople() {
    ScoredLabels labels = draw(20_000, new SplittableRandom(7));
    Band band = Band.of(new RiskControl(), labels, PROMISE, 0.1);
    assertThat(band.action(0.01)).isEqualTo(Band.Action.PASS);
    assertThat(band.action(0.6)).isEqualTo(Band.Action.REVIEW);
    assertThat(band.action(0.95)).isEqualTo(Band.Action.ACT);
    assertThat(band.action(Double.NaN)).isEqualTo(Band.Action.REVIEW);
  }

  @Test
  void tailsAreExact() {
    assertThat(Binomial.atLeast(3, 10, 0.3)).isCloseTo(0.6172172136, within(1e-9));
    assertThat(Binomial.atMost(2, 10, 0.3)).isCloseTo(0.3827827864, within(1e-9));
    assertThat(Binomial.atLeast(59, 59, 0.95)).isCloseTo(Math.pow(0.95, 59), within(1e-12));
    assertThat(Binomial.lowerBound(59, 59, 0.05)).isCloseTo(Math.pow(0.05, 1.0 / 59), within(1e-9));
    assertThat(Binomial.atLeast(0, 5, 0.2)).isEqualTo(1);
    assertThat(Binomial.atLeast(6, 5, 0.2)).isEqualTo(0);
  }

  @Test
  void promiseOutsideTheRangeIsRefused() {
    assertThatThrownBy(() -> new Promise(1.4, 0.95))
        .hasMessage("precision must be in (0, 1), was 1.4");
  }
}

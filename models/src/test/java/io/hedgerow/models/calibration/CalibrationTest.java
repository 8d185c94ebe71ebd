package io.hedgerow.models.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hedgerow.models.evaluation.Bootstrap;
import io.hedgerow.models.evaluation.Estimate;
import io.hedgerow.models.evaluation.ScoredLabels;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class CalibrationTest {

  /** Scores that are too sure of themselves by a factor of three in the logit. */
  private static ScoredLabels overconfident(int size, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] scores = new double[size];
    boolean[] positive = new boolean[size];
    for (int i = 0; i < size; i++) {
      double logit = random.nextGaussian() * 1.5 - 0.5;
      positive[i] = random.nextDouble() < 1 / (1 + Math.exp(-logit));
      scores[i] = 1 / (1 + Math.exp(-3 * logit));
    }
    return new ScoredLabels(scores, positive);
  }

  private static ScoredLabels calibrated(ScoredLabels labels, Calibrator calibrator) {
    double[] scores = new double[labels.size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = calibrator.probability(labels.scores()[i]);
    }
    return new ScoredLabels(scores, labels.positive());
  }

  @Test
  void wayIsChosenByTheAmountOfData() {
    assertThat(Calibrator.fit(overconfident(60, 1))).isInstanceOf(Temperature.class);
    assertThat(Calibrator.fit(overconfident(400, 1))).isInstanceOf(VennAbers.class);
    assertThat(Calibrator.fit(overconfident(3_000, 1))).isInstanceOf(Isotonic.class);
  }

  @Test
  void everyWayMakesOverconfidentScoresProbabilities() {
    ScoredLabels fresh = overconfident(20_000, 77);
    assertThat(CalibrationError.of(fresh)).isGreaterThan(0.1);
    for (int size : new int[] {60, 400, 3_000}) {
      Calibrator calibrator = Calibrator.fit(overconfident(size, 3));
      assertThat(CalibrationError.of(calibrated(fresh, calibrator)))
          .as("%d labels", size)
          .isLessThan(size < 100 ? 0.07 : 0.05);
    }
  }

  @Test
  void calibratingKeepsTheOrder() {
    for (int size : new int[] {60, 400, 3_000}) {
      Calibrator calibrator = Calibrator.fit(overconfident(size, 4));
      double last = 0;
      for (double score = 0; score <= 1; score += 0.001) {
        double probability = calibrator.probability(score);
        assertThat(probability).isBetween(0.0, 1.0).isGreaterThanOrEqualTo(last - 1e-12);
        last = probability;
      }
    }
  }

  @Test
  void temperatureIsFound() {
    Temperature temperature = Temperature.fit(overconfident(20_000, 8));
    assertThat(temperature.temperature()).isCloseTo(3, within(0.15));
  }

  @Test
  void scoresFromWhereBreachesAreCommonAreMovedDown() {
    ScoredLabels few = moved(overconfident(80, 5));
    ScoredLabels fresh = moved(overconfident(5_000, 6));
    assertThat(CalibrationError.of(fresh)).isGreaterThan(0.25);
    assertThat(CalibrationError.of(calibrated(fresh, Temperature.fit(few)))).isLessThan(0.1);
  }

  /** As a classifier scores that learned where breaches are fifty times as common. */
  private static ScoredLabels moved(ScoredLabels labels) {
    double[] scores =
        Arrays.stream(labels.scores()).map(score -> score / (score + (1 - score) / 50)).toArray();
    return new ScoredLabels(scores, labels.positive());
  }

  @Test
  void labelsOfOneKindChangeNothing() {
    ScoredLabels one = new ScoredLabels(new double[] {0.2, 0.7}, new boolean[] {true, true});
    assertThat(Calibrator.fit(one).probability(0.3)).isCloseTo(0.3, within(1e-9));
  }

  @Test
  void certaintyIsNeverClaimed() {
    double[] scores = new double[1_200];
    boolean[] positive = new boolean[scores.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = i / (double) scores.length;
      positive[i] = i >= scores.length / 2;
    }
    ScoredLabels split = new ScoredLabels(scores, positive);
    for (Calibrator each :
        new Calibrator[] {Isotonic.fit(split), VennAbers.fit(split), Temperature.fit(split)}) {
      assertThat(each.probability(0)).isGreaterThan(0).isLessThan(0.01);
      assertThat(each.probability(1)).isLessThan(1).isGreaterThan(0.99);
    }
  }

  @Test
  void perfectProbabilitiesMeasureNearZeroWithinTheInterval() {
    SplittableRandom random = new SplittableRandom(2);
    double[] scores = random.doubles(5_000).toArray();
    boolean[] positive = new boolean[scores.length];
    for (int i = 0; i < scores.length; i++) {
      positive[i] = random.nextDouble() < scores[i];
    }
    Estimate error =
        CalibrationError.of(new ScoredLabels(scores, positive), new Bootstrap(100, 1))
            .orElseThrow();
    assertThat(error.value()).isLessThan(0.03);
    assertThat(error.low()).isLessThanOrEqualTo(error.high());
  }

  @Test
  void chanceIsTakenOffWhatASmallSampleMeasuresAndRealErrorIsLeft() {
    double perfect = 0;
    double off = 0;
    for (int seed = 0; seed < 40; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      double[] scores = random.doubles(500).toArray();
      double[] moved = new double[500];
      boolean[] positive = new boolean[500];
      for (int i = 0; i < 500; i++) {
        positive[i] = random.nextDouble() < scores[i];
        moved[i] = scores[i] * 0.7;
      }
      ScoredLabels labels = new ScoredLabels(scores, positive);
      assertThat(CalibrationError.of(labels)).isGreaterThan(0.015);
      perfect += CalibrationError.withoutChance(labels) / 40;
      off += CalibrationError.withoutChance(new ScoredLabels(moved, positive)) / 40;
    }
    assertThat(perfect).isLessThan(0.025);
    assertThat(off).isBetween(0.16, 0.19); // 0.3 times the root of the mean square of scores
  }

  @Test
  void equalScoresShareABin() {
    ScoredLabels tied = new ScoredLabels(new double[100], new boolean[100]);
    assertThat(CalibrationError.bins(tied)).hasSize(1);
  }

  @Test
  void scoreOutsideTheRangeIsRefused() {
    assertThatThrownBy(
            () -> Calibrator.fit(new ScoredLabels(new double[] {1.4}, new boolean[] {true})))
        .hasMessage("score must be in [0, 1], was 1.4");
  }
}

package io.hedgerow.models.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class EvaluationTest {

  private static ScoredLabels sample(int size, double shift, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] scores = new double[size];
    boolean[] positive = new boolean[size];
    for (int i = 0; i < size; i++) {
      positive[i] = random.nextInt(3) == 0;
      scores[i] = Math.round((random.nextGaussian() + (positive[i] ? shift : 0)) * 20) / 20.0;
    }
    return new ScoredLabels(scores, positive);
  }

  @Test
  void areaIsTheShareOfPairsInTheRightOrder() {
    for (long seed = 0; seed < 50; seed++) {
      ScoredLabels labels = sample(60, 1, seed);
      double right = 0;
      double pairs = 0;
      for (int i = 0; i < labels.size(); i++) {
        for (int j = 0; j < labels.size(); j++) {
          if (labels.positive()[i] && !labels.positive()[j]) {
            double difference = labels.scores()[i] - labels.scores()[j];
            right += difference > 0 ? 1 : difference == 0 ? 0.5 : 0;
            pairs++;
          }
        }
      }
      assertThat(Ranking.auroc(labels).orElseThrow())
          .as("seed %d", seed)
          .isCloseTo(right / pairs, within(1e-12));
      assertThat(DeLong.auroc(labels).orElseThrow().value())
          .isCloseTo(right / pairs, within(1e-12));
    }
  }

  @Test
  void averagePrecisionFollowsItsDefinition() {
    ScoredLabels labels =
        new ScoredLabels(
            new double[] {0.9, 0.8, 0.7, 0.6}, new boolean[] {true, false, true, false});
    assertThat(Ranking.averagePrecision(labels).orElseThrow())
        .isCloseTo((1 + 2.0 / 3) / 2, within(1e-12));
    ScoredLabels tied =
        new ScoredLabels(
            new double[] {0.5, 0.5, 0.5, 0.5}, new boolean[] {true, false, true, false});
    assertThat(Ranking.averagePrecision(tied).orElseThrow()).isEqualTo(0.5);
  }

  @Test
  void oneKindAloneHasNoArea() {
    ScoredLabels labels = new ScoredLabels(new double[] {1, 2}, new boolean[] {true, true});
    assertThat(Ranking.auroc(labels)).isEmpty();
    assertThat(DeLong.auroc(labels)).isEmpty();
  }

  @Test
  void intervalsHoldTheTruthAsOftenAsTheySay() {
    double truth = Ranking.auroc(sample(400_000, 1, 99)).orElseThrow();
    int byDeLong = 0;
    int byBootstrap = 0;
    int rounds = 200;
    for (long seed = 0; seed < rounds; seed++) {
      ScoredLabels labels = sample(150, 1, seed);
      Estimate direct = DeLong.auroc(labels).orElseThrow();
      byDeLong += direct.low() <= truth && truth <= direct.high() ? 1 : 0;
      Estimate drawn =
          new Bootstrap(200, seed)
              .of(labels.size(), rows -> Ranking.auroc(labels.at(rows)))
              .orElseThrow();
      byBootstrap += drawn.low() <= truth && truth <= drawn.high() ? 1 : 0;
    }
    assertThat(byDeLong).isGreaterThanOrEqualTo(rounds * 92 / 100);
    assertThat(byBootstrap).isGreaterThanOrEqualTo(rounds * 90 / 100);
  }

  @Test
  void clustersWidenTheInterval() {
    SplittableRandom random = new SplittableRandom(5);
    List<Integer> clusters = new ArrayList<>();
    double[] values = new double[400];
    double common = 0;
    for (int i = 0; i < values.length; i++) {
      common = i % 20 == 0 ? random.nextGaussian() : common;
      values[i] = common + random.nextGaussian() * 0.1;
      clusters.add(i / 20);
    }
    Bootstrap.Statistic mean =
        rows ->
            java.util.Optional.of(
                java.util.Arrays.stream(rows).mapToDouble(i -> values[i]).average().orElse(0));
    Estimate alone = new Bootstrap(500, 1).of(values.length, mean).orElseThrow();
    Estimate clustered = new Bootstrap(500, 1).ofClusters(clusters, mean).orElseThrow();
    assertThat(clustered.high() - clustered.low()).isGreaterThan(2 * (alone.high() - alone.low()));
  }

  @Test
  void scoresThatAreNoNumbersAreRefused() {
    assertThatThrownBy(() -> new ScoredLabels(new double[] {Double.NaN}, new boolean[] {true}))
        .hasMessage("score 0 must be finite, was NaN");
    assertThatThrownBy(() -> new ScoredLabels(new double[] {1}, new boolean[] {}))
        .hasMessageContaining("1 scores and 0 labels");
  }
}

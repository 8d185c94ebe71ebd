package io.hedgerow.benchmarks.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NabScoreTest {
  private static final NabSeries SERIES =
      new NabSeries(
          "made/up.csv", new long[100], new double[100], List.of(new NabSeries.Window(50, 59)));

  @Test
  void silenceIsNothingAndTheFirstRowOfTheWindowIsAll() {
    assertThat(score()).isZero();
    assertThat(score(50)).isCloseTo(100, within(1e-9));
  }

  @Test
  void laterIsWorthLessAndMoreInTheSameWindowNothing() {
    assertThat(score(55)).isBetween(90.0, 99.0);
    assertThat(score(59)).isBetween(60.0, 75.0);
    assertThat(score(50, 55, 59)).isCloseTo(100, within(1e-9));
  }

  /** The profile's 0.11 for a false alarm, of the 2 between nothing found and all found. */
  @Test
  void falseAlarmCostsAndLessJustAfterTheWindow() {
    assertThat(score(50, 30)).isCloseTo(100 - 100 * 0.11 / 2, within(1e-9));
    assertThat(score(50, 60)).isBetween(score(50, 30), 100.0);
  }

  @Test
  void probationIsNotScored() {
    assertThat(score(50, 14)).isCloseTo(100, within(1e-9));
    assertThat(score(50, 15)).isLessThan(99);
  }

  @Test
  void bestThresholdLeavesOutWhatCostsMoreThanItBrings() {
    double[] anomalies = new double[100];
    anomalies[50] = 0.9;
    anomalies[30] = 0.5;
    NabScore.Result best = NabScore.best(List.of(SERIES), Map.of(SERIES.name(), anomalies));
    assertThat(best.threshold()).isEqualTo(0.9);
    assertThat(best.score()).isCloseTo(100, within(1e-9));
  }

  private static double score(int... alarms) {
    double[] anomalies = new double[100];
    for (int alarm : alarms) {
      anomalies[alarm] = 1;
    }
    return NabScore.at(0.5, List.of(SERIES), Map.of(SERIES.name(), anomalies));
  }
}

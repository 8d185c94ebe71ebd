package io.hedgerow.simulator.score;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class BinaryScoreTest {

  @Test
  void precisionIsOfTheFoundAndRecallOfTheViolating() {
    BinaryScore score =
        BinaryScore.NONE.plus(true, true).plus(true, true).plus(true, false).plus(false, true);
    assertThat(score.plus(false, false)).isEqualTo(new BinaryScore(2, 1, 1, 1));
    assertThat(score.text())
        .isEqualTo("precision 0.667 (2 of 3 found), recall 0.667 (2 of 3 violating)");
  }

  @Test
  void nothingFoundAndNothingToFindArePerfect() {
    assertThat(BinaryScore.NONE.precision()).isOne();
    assertThat(BinaryScore.NONE.recall()).isOne();
  }
}

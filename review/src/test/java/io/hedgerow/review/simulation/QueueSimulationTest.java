package io.hedgerow.review.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.review.simulation.QueueSimulation.Prevented;
import org.junit.jupiter.api.Test;

final class QueueSimulationTest {

  @Test
  void theOrderByHarmPreventsAtLeastThirtyPercentMoreOnEverySeed() {
    for (long seed = 1; seed <= 10; seed++) {
      assertThat(QueueSimulation.DEFAULT.run(seed).ratio()).as("seed " + seed).isGreaterThan(1.3);
    }
  }

  @Test
  void withPeopleEnoughTheOrderHardlyMatters() {
    double ratio = new QueueSimulation(20, 200, 200).run(3).ratio();
    assertThat(ratio).isBetween(0.99, 1.05);
  }

  @Test
  void nobodyPreventsMoreThanThereIsAndTheSameSeedIsTheSameRun() {
    Prevented one = QueueSimulation.DEFAULT.run(7);
    assertThat(one).isEqualTo(QueueSimulation.DEFAULT.run(7));
    assertThat(one.byHarm()).isLessThan(one.possible());
    assertThat(one.byArrival()).isPositive();
  }
}

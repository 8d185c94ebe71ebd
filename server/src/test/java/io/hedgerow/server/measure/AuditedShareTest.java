package io.hedgerow.server.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hedgerow.measurement.Estimate;
import io.hedgerow.measurement.Measured;
import io.hedgerow.measurement.NotEnoughData;
import io.hedgerow.server.measure.AuditedShare.Checked;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class AuditedShareTest {
  private static Checked draw(double probability, Optional<Boolean> right) {
    return new Checked(probability, right);
  }

  private static List<Checked> draws(int right, int wrong, int waiting, double probability) {
    List<Checked> draws = new ArrayList<>();
    for (int i = 0; i < right + wrong + waiting; i++) {
      draws.add(
          draw(
              probability,
              i < right
                  ? Optional.of(true)
                  : i < right + wrong ? Optional.of(false) : Optional.empty()));
    }
    return draws;
  }

  private static Estimate estimate(Measured measured) {
    assertThat(measured).isInstanceOf(Estimate.class);
    return (Estimate) measured;
  }

  @Test
  void fewAuditsSayNothing() {
    assertThat(AuditedShare.of(draws(3, 1, 0, 1)))
        .isEqualTo(new NotEnoughData("5 audited labels, there are 4"));
  }

  @Test
  void manyUnansweredAuditsSayNothing() {
    assertThat(AuditedShare.of(draws(8, 2, 5, 1)))
        .isEqualTo(new NotEnoughData("an answer to 5 of 15 audited labels"));
  }

  @Test
  void aFewUnansweredOnesOnlyWidenTheInterval() {
    Estimate all = estimate(AuditedShare.of(draws(36, 4, 0, 0.5)));
    Estimate some = estimate(AuditedShare.of(draws(36, 4, 5, 0.5)));

    assertThat(some.value()).isEqualTo(all.value(), within(1e-9));
    assertThat(some.interval().low()).isLessThan(all.interval().low());
    assertThat(some.interval().high()).isGreaterThanOrEqualTo(all.interval().high());
  }

  @Test
  void daysOfManyLabelsCountForMore() {
    List<Checked> draws = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      draws.add(draw(0.01, Optional.of(true)));
      draws.add(draw(1, Optional.of(false)));
    }

    // 2,000 labels that are right for each 20 that are not
    assertThat(estimate(AuditedShare.of(draws)).value()).isEqualTo(2_000 / 2_020.0, within(1e-9));
  }

  @Test
  void intervalsHoldTheTruePrecisionAsOftenAsTheySay() {
    SplittableRandom random = new SplittableRandom(11);
    int covered = 0;
    int runs = 200;
    for (int run = 0; run < runs; run++) {
      List<Checked> draws = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        double probability = i % 2 == 0 ? 0.05 : 0.5;
        draws.add(draw(probability, Optional.of(random.nextDouble() < 0.85)));
      }
      covered += estimate(AuditedShare.of(draws)).interval().contains(0.85) ? 1 : 0;
    }
    assertThat(covered).isGreaterThanOrEqualTo((int) (0.92 * runs));
  }
}

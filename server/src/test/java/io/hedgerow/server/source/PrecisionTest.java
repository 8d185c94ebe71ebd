package io.hedgerow.server.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.measurement.Estimate;
import io.hedgerow.measurement.Measured;
import io.hedgerow.measurement.NotEnoughData;
import io.hedgerow.review.quality.Audits.Draw;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class PrecisionTest {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

  private static Draw draw(long id, double probability, Optional<Boolean> right) {
    return new Draw(
        id,
        DAY,
        "RULE",
        "flood",
        "spam",
        EntityId.parse("pin:p" + id),
        probability,
        right,
        right.map(_ -> Instant.EPOCH));
  }

  private static List<Draw> draws(int right, int wrong, int waiting, double probability) {
    List<Draw> draws = new ArrayList<>();
    for (int i = 0; i < right + wrong + waiting; i++) {
      draws.add(
          draw(
              i,
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
    assertThat(Precision.of(draws(3, 1, 0, 1)))
        .isEqualTo(new NotEnoughData("5 audited labels, there are 4"));
  }

  @Test
  void manyUnansweredAuditsSayNothing() {
    assertThat(Precision.of(draws(8, 2, 5, 1)))
        .isEqualTo(new NotEnoughData("an answer to 5 of 15 audited labels"));
  }

  @Test
  void aFewUnansweredOnesOnlyWidenTheInterval() {
    Estimate all = estimate(Precision.of(draws(36, 4, 0, 0.5)));
    Estimate some = estimate(Precision.of(draws(36, 4, 5, 0.5)));

    assertThat(some.value()).isEqualTo(all.value(), within(1e-9));
    assertThat(some.interval().low()).isLessThan(all.interval().low());
    assertThat(some.interval().high()).isGreaterThanOrEqualTo(all.interval().high());
  }

  @Test
  void daysOfManyLabelsCountForMore() {
    List<Draw> draws = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      draws.add(draw(i, 0.01, Optional.of(true)));
      draws.add(draw(100 + i, 1, Optional.of(false)));
    }

    // 2,000 labels that are right for each 20 that are not
    assertThat(estimate(Precision.of(draws)).value()).isEqualTo(2_000 / 2_020.0, within(1e-9));
  }

  @Test
  void intervalsHoldTheTruePrecisionAsOftenAsTheySay() {
    SplittableRandom random = new SplittableRandom(11);
    int covered = 0;
    int runs = 200;
    for (int run = 0; run < runs; run++) {
      List<Draw> draws = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        double probability = i % 2 == 0 ? 0.05 : 0.5;
        draws.add(draw(i, probability, Optional.of(random.nextDouble() < 0.85)));
      }
      covered += estimate(Precision.of(draws)).interval().contains(0.85) ? 1 : 0;
    }
    assertThat(covered).isGreaterThanOrEqualTo((int) (0.92 * runs));
  }
}

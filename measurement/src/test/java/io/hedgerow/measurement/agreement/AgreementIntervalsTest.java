package io.hedgerow.measurement.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hedgerow.measurement.Estimate;
import io.hedgerow.measurement.Measured;
import io.hedgerow.measurement.NotEnoughData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class AgreementIntervalsTest {
  private static final double LEVEL = 0.95;

  private static List<Map<String, String>> pairs(int both, int neither, int first, int second) {
    List<Map<String, String>> units = new ArrayList<>();
    add(units, both, "spam", "spam");
    add(units, neither, "", "");
    add(units, first, "spam", "");
    add(units, second, "", "spam");
    return units;
  }

  private static void add(List<Map<String, String>> units, int count, String ann, String bob) {
    for (int i = 0; i < count; i++) {
      units.add(Map.of("ann", ann, "bob", bob));
    }
  }

  private static Estimate estimate(Measured measured) {
    assertThat(measured).isInstanceOf(Estimate.class);
    return (Estimate) measured;
  }

  @Test
  void ofOnePersonItIsTheTwoRatersTable() {
    List<Map<String, String>> units = pairs(20, 15, 10, 5);

    Agreement agreement = Agreement.with("ann", units, LEVEL, new SplittableRandom(1));

    // Cohen (1960), equation 1, by hand: observed 0.7, chance 0.6 * 0.5 + 0.4 * 0.5
    assertThat(estimate(agreement.kappa()).value()).isEqualTo(0.4, within(1e-12));
    assertThat(estimate(agreement.observed()).value()).isEqualTo(0.7, within(1e-12));
    assertThat(agreement.units()).isEqualTo(50);
  }

  @Test
  void fewUnitsSayNothing() {
    Agreement agreement = Agreement.among(pairs(4, 4, 1, 0), LEVEL, new SplittableRandom(1));

    assertThat(agreement.kappa())
        .isEqualTo(new NotEnoughData("10 things judged by two people, there are 9"));
  }

  @Test
  void whenAllSayTheSameWordThereIsNoChanceToCorrectFor() {
    Agreement agreement = Agreement.among(pairs(30, 0, 0, 0), LEVEL, new SplittableRandom(1));

    assertThat(estimate(agreement.observed()).value()).isEqualTo(1);
    assertThat(agreement.kappa()).isInstanceOf(NotEnoughData.class);
  }

  @Test
  void fullAgreementOfFewIsNotCertainty() {
    Agreement agreement = Agreement.among(pairs(6, 6, 0, 0), LEVEL, new SplittableRandom(1));

    assertThat(estimate(agreement.alpha()).value()).isEqualTo(1);
    assertThat(estimate(agreement.alpha()).interval().low()).isBetween(0.2, 0.8);
  }

  @Test
  void intervalsHoldTheTruthAsOftenAsTheySay() {
    SplittableRandom random = new SplittableRandom(3);
    int covered = 0;
    int runs = 200;
    // two people who each say spam for 40% of units, and repeat each other in 70%: κ is 0.7
    for (int run = 0; run < runs; run++) {
      List<Map<String, String>> units = new ArrayList<>();
      for (int i = 0; i < 80; i++) {
        String ann = random.nextDouble() < 0.4 ? "spam" : "";
        String bob = random.nextDouble() < 0.7 ? ann : random.nextDouble() < 0.4 ? "spam" : "";
        units.add(Map.of("ann", ann, "bob", bob));
      }
      Measured kappa = Agreement.among(units, LEVEL, random).kappa();
      covered += estimate(kappa).interval().contains(0.7) ? 1 : 0;
    }
    assertThat(covered).isGreaterThanOrEqualTo((int) (0.92 * runs));
  }
}

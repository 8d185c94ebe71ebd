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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  /**
   * Two people who each say spam for that share of the units, and repeat each other in 70% of them:
   * κ and α are 0.7 whatever the share; AC1 follows from its definition (Gwet 2008, equation 3).
   */
  @ParameterizedTest
  @CsvSource({"0.4, 80", "0.1, 200"})
  void intervalsHoldTheTruthAsOftenAsTheySay(double share, int size) {
    SplittableRandom random = new SplittableRandom(3);
    int runs = 200;
    double chance = 2 * share * (1 - share);
    double observed = 1 - 0.3 * chance;
    double ac1 = (observed - chance) / (1 - chance);
    int kappas = 0;
    int alphas = 0;
    int ac1s = 0;
    for (int run = 0; run < runs; run++) {
      Agreement agreement = Agreement.among(judged(share, size, random), LEVEL, random);
      kappas += estimate(agreement.kappa()).interval().contains(0.7) ? 1 : 0;
      alphas += estimate(agreement.alpha()).interval().contains(0.7) ? 1 : 0;
      ac1s += estimate(agreement.ac1()).interval().contains(ac1) ? 1 : 0;
    }
    assertThat(List.of(kappas, alphas, ac1s))
        .as("of %d intervals for κ, α and AC1", runs)
        .allSatisfy(covered -> assertThat(covered).isGreaterThanOrEqualTo((int) (0.92 * runs)));
  }

  private static List<Map<String, String>> judged(double share, int size, SplittableRandom random) {
    List<Map<String, String>> units = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      String ann = random.nextDouble() < share ? "spam" : "";
      String bob = random.nextDouble() < 0.7 ? ann : random.nextDouble() < share ? "spam" : "";
      units.add(Map.of("ann", ann, "bob", bob));
    }
    return units;
  }
}

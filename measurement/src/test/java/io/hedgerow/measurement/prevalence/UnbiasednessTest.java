package io.hedgerow.measurement.prevalence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hedgerow.measurement.Estimate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Expectations over every possible sample of a tiny population: exact, not simulated. */
class UnbiasednessTest {
  private static final double[] VIEWS = {10, 40, 5, 45};
  private static final double[] CHANCE = {0.1, 0.2, 0.3, 0.4};
  private static final double[] VIOLATING = {1, 0, 1, 0};
  private static final double TRUTH = 0.15;

  @Test
  void hansenHurwitzAndItsVarianceAreUnbiased() {
    double mean = 0;
    double meanVariance = 0;
    double square = 0;
    for (int a = 0; a < 4; a++) {
      for (int b = 0; b < 4; b++) {
        double chance = CHANCE[a] * CHANCE[b];
        Estimate estimate =
            known(List.of(drawn(a, CHANCE[a]), drawn(b, CHANCE[b])), new Design.WithReplacement());
        mean += chance * estimate.value();
        square += chance * estimate.value() * estimate.value();
        meanVariance += chance * estimate.standardError() * estimate.standardError();
      }
    }
    assertThat(mean).isCloseTo(TRUTH, within(1e-12));
    assertThat(meanVariance).isCloseTo(square - mean * mean, within(1e-12));
  }

  @Test
  void simpleRandomSamplingAndItsVarianceAreUnbiased() {
    double mean = 0;
    double meanVariance = 0;
    double square = 0;
    for (int a = 0; a < 4; a++) {
      for (int b = a + 1; b < 4; b++) {
        Estimate estimate = known(List.of(drawn(a, 0.5), drawn(b, 0.5)), new Design.Stratified());
        mean += estimate.value() / 6;
        square += estimate.value() * estimate.value() / 6;
        meanVariance += estimate.standardError() * estimate.standardError() / 6;
      }
    }
    assertThat(mean).isCloseTo(TRUTH, within(1e-12));
    assertThat(meanVariance).isCloseTo(square - mean * mean, within(1e-12));
  }

  private static Estimate known(List<Observation> sample, Design design) {
    return (Estimate) Prevalence.ofKnownViews(sample, design, 100, 0.95);
  }

  private static Observation drawn(int unit, double probability) {
    return new Observation("u" + unit, "", VIEWS[unit], probability, VIOLATING[unit], Map.of());
  }
}

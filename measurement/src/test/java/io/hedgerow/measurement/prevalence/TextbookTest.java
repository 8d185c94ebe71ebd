package io.hedgerow.measurement.prevalence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hedgerow.measurement.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Worked examples of totals under unequal probabilities. They ask for the total of a value; here
 * the value is views, all of them violating, and the known total is one.
 */
final class TextbookTest {
  private static final double[] VALUES = {3, 10, 7};
  private static final double[] CHANCES = {0.06, 0.20, 0.10};

  private static List<Observation> sample(double[] values, double[] probabilities) {
    List<Observation> sample = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      sample.add(new Observation("u" + i, "", values[i], probabilities[i], 1, Map.of()));
    }
    return sample;
  }

  private static Estimate total(List<Observation> sample, Design design) {
    return (Estimate) Prevalence.ofKnownViews(sample, design, 1, 0.95);
  }

  /** Thompson, Sampling (3rd edition, 2012), chapter 6, exercise 1: 56.67, variance 44.44. */
  @Test
  void thompsonsHansenHurwitzExerciseIsReproduced() {
    Estimate total = total(sample(VALUES, CHANCES), new Design.WithReplacement());
    assertThat(total.value()).isCloseTo(56.67, within(0.005));
    assertThat(total.standardError() * total.standardError()).isCloseTo(44.44, within(0.005));
  }

  /**
   * Thompson, Sampling, chapter 6, exercise 2: the same three units under their inclusion
   * probabilities 1 − (1 − p)³, which are 0.1694, 0.4880 and 0.2710, give 64.03. His variance needs
   * joint probabilities, which priority sampling does not have.
   */
  @Test
  void thompsonsHorvitzThompsonExerciseIsReproduced() {
    double[] inclusion = new double[CHANCES.length];
    for (int i = 0; i < inclusion.length; i++) {
      inclusion[i] = 1 - Math.pow(1 - CHANCES[i], CHANCES.length);
    }
    assertThat(inclusion).containsExactly(new double[] {0.1694, 0.4880, 0.2710}, within(5e-5));
    assertThat(total(sample(VALUES, inclusion), new Design.WithoutReplacement()).value())
        .isCloseTo(64.03, within(0.005));
  }

  /**
   * Penn State, STAT 506, example 3-1: requests for help of three divisions out of ten, drawn in
   * proportion to 650, 2,840 and 3,200 of 15,650 employees. Estimate 10,232.75, standard deviation
   * 270.41.
   */
  @Test
  void helpRequestsOfTenDivisionsAreReproduced() {
    double[] chances = {650 / 15_650.0, 2_840 / 15_650.0, 3_200 / 15_650.0};
    Estimate total =
        total(sample(new double[] {420, 1_785, 2_198}, chances), new Design.WithReplacement());
    assertThat(total.value()).isCloseTo(10_232.75, within(0.005));
    assertThat(total.standardError()).isCloseTo(270.42, within(0.01));
  }
}

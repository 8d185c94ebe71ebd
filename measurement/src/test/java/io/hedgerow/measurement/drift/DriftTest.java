package io.hedgerow.measurement.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DriftTest {
  private final SplittableRandom random = new SplittableRandom(17);

  @Test
  void sameScoresAreStable() {
    double[] scores = scores(5_000, 0);
    assertThat(PopulationStability.index(scores, scores, 10)).isCloseTo(0, within(1e-12));
    assertThat(KolmogorovSmirnov.test(scores, scores).pValue()).isEqualTo(1);
  }

  @Test
  void shiftedScoresAreNoticed() {
    assertThat(PopulationStability.index(scores(5_000, 0), scores(5_000, 1), 10))
        .isGreaterThan(0.25);
    assertThat(KolmogorovSmirnov.test(scores(500, 0), scores(500, 1)).pValue()).isLessThan(1e-6);
  }

  @Test
  void shiftedEmbeddingsAreNoticedAndEqualOnesAreNot() {
    assertThat(MeanDiscrepancy.test(cloud(200, 0), cloud(200, 1), 199, random).pValue())
        .isEqualTo(0.005);
    assertThat(MeanDiscrepancy.test(cloud(200, 0), cloud(200, 0), 199, random).pValue())
        .isGreaterThan(0.005);
  }

  private double[] scores(int size, double shift) {
    return IntStream.range(0, size).mapToDouble(_ -> random.nextGaussian() + shift).toArray();
  }

  private double[][] cloud(int size, double shift) {
    return IntStream.range(0, size).mapToObj(_ -> scores(8, shift)).toArray(double[][]::new);
  }
}

package io.hedgerow.measurement.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SampleTest {
  private static final double[] WEIGHTS = {1, 2, 3, 10, 50};

  @Test
  void prioritySampleEstimatesEveryUnitWithoutBias() {
    SplittableRandom random = new SplittableRandom(1);
    double[] estimated = new double[WEIGHTS.length];
    int runs = 200_000;
    for (int run = 0; run < runs; run++) {
      PrioritySample<Integer> sample = new PrioritySample<>(3, random);
      for (int i = 0; i < WEIGHTS.length; i++) {
        sample.offer(i, WEIGHTS[i]);
      }
      sample.draws().forEach(draw -> estimated[draw.unit()] += 1 / draw.probability() / runs);
    }
    for (double one : estimated) {
      assertThat(one).isCloseTo(1, within(0.03));
    }
  }

  @Test
  void everythingIsSureWhenItAllFits() {
    PrioritySample<String> sample = new PrioritySample<>(3, new SplittableRandom(2));
    sample.offer("a", 1);
    sample.offer("b", 9);
    assertThat(sample.draws()).extracting(Draw::probability).containsExactly(1.0, 1.0);
  }

  @Test
  void drawsWithReplacementComeInProportionToWeight() {
    ReplacementSample<Integer> sample = new ReplacementSample<>(100_000, new SplittableRandom(3));
    for (int i = 0; i < WEIGHTS.length; i++) {
      sample.offer(i, WEIGHTS[i]);
    }
    List<Draw<Integer>> draws = sample.draws();
    assertThat(draws).hasSize(100_000);
    for (int i = 0; i < WEIGHTS.length; i++) {
      int unit = i;
      double share = draws.stream().filter(d -> d.unit() == unit).count() / 100_000.0;
      assertThat(share).isCloseTo(WEIGHTS[i] / 66, within(0.006));
    }
  }

  @Test
  void simpleRandomSampleKeepsEveryUnitEquallyOften() {
    SplittableRandom random = new SplittableRandom(4);
    int[] kept = new int[10];
    for (int run = 0; run < 20_000; run++) {
      SimpleRandomSample<Integer> sample = new SimpleRandomSample<>(3, random);
      for (int i = 0; i < 10; i++) {
        sample.offer(i);
      }
      sample.draws().forEach(draw -> kept[draw.unit()]++);
    }
    for (int count : kept) {
      assertThat(count).isBetween(5_700, 6_300);
    }
  }

  @Test
  void infiniteWeightIsRefused() {
    PrioritySample<String> sample = new PrioritySample<>(1, new SplittableRandom(5));
    assertThatThrownBy(() -> sample.offer("a", Double.POSITIVE_INFINITY))
        .hasMessage("weight must be positive and finite, was Infinity");
  }

  @Test
  void missingScoreIsImputed() {
    assertThat(ScoreWeight.ROOT.of(10, OptionalDouble.empty()))
        .isEqualTo(ScoreWeight.ROOT.of(10, OptionalDouble.of(0.05)));
  }
}

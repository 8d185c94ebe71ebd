package io.hedgerow.measurement.prevalence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hedgerow.measurement.Estimate;
import io.hedgerow.measurement.Interval;
import io.hedgerow.measurement.NotEnoughData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PrevalenceTest {
  /** Newcombe, "Two-Sided Confidence Intervals for the Single Proportion" (1998), table I. */
  @Test
  void newcombesWilsonIntervalsAreReproduced() {
    Interval first = Wilson.interval(81 / 263.0, 263, 0.95);
    assertThat(first.low()).isCloseTo(0.2553, within(5e-5));
    assertThat(first.high()).isCloseTo(0.3662, within(5e-5));
    Interval second = Wilson.interval(15 / 148.0, 148, 0.95);
    assertThat(second.low()).isCloseTo(0.0624, within(5e-5));
    assertThat(second.high()).isCloseTo(0.1605, within(5e-5));
  }

  @Test
  void bootstrapAgreesWithLinearisedError() {
    List<Observation> sample = sample(2_000, 0.1);
    Estimate estimate = estimate(sample);
    Interval resampled =
        Bootstrap.ratio(sample, new Design.WithReplacement(), 0.95, 500, new SplittableRandom(7));
    assertThat(resampled.width()).isCloseTo(2 * 1.96 * estimate.standardError(), within(0.006));
  }

  @Test
  void scalingAllViewsChangesNothing() {
    List<Observation> sample = sample(500, 0.2);
    List<Observation> scaled =
        sample.stream()
            .map(o ->
                new Observation(
                    o.unit(), "", o.views() * 7, o.probability(), o.violating(), o.pivots()))
            .toList();
    assertThat(estimate(scaled).value()).isCloseTo(estimate(sample).value(), within(1e-12));
  }

  @Test
  void pivotsSplitTheOneSample() {
    assertThat(Prevalence.byPivot(sample(100, 0.5), new Design.WithReplacement(), 0.95, "surface"))
        .containsOnlyKeys("feed", "search");
  }

  @Test
  void noPositivesStillGiveAnUpperBound() {
    Estimate none = estimate(sample(1_000, 0));
    assertThat(none.value()).isZero();
    assertThat(none.interval().high()).isBetween(0.003, 0.006);
  }

  @Test
  void emptySampleIsNotEnoughData() {
    assertThat(Prevalence.ratio(List.of(), new Design.WithReplacement(), 0.95))
        .isInstanceOf(NotEnoughData.class);
  }

  @Test
  void duplicatedDrawIsRefusedWithoutReplacement() {
    Observation one = sample(1, 0).getFirst();
    assertThatThrownBy(
            () -> Prevalence.ratio(List.of(one, one), new Design.WithoutReplacement(), 0.95))
        .hasMessageContaining("u0 was drawn twice");
  }

  @Test
  void missingProbabilityIsRefused() {
    assertThatThrownBy(() -> new Observation("u1", "", 1, Double.NaN, 0, Map.of()))
        .hasMessage("probability of u1 must be in (0, 1], was NaN");
  }

  @Test
  void poolingNeedsEverySlice() {
    assertThat(PostStratification.combine(Map.of(), Map.of("monday", 1.0), 0.95))
        .isEqualTo(new NotEnoughData("labelled draws in slice 'monday'"));
  }

  @Test
  void poolingEqualDaysAveragesThem() {
    Estimate day = estimate(sample(1_000, 0.1));
    Estimate pooled =
        (Estimate)
            PostStratification.combine(
                Map.of("monday", day, "tuesday", day), Map.of("monday", 0.5, "tuesday", 0.5), 0.95);
    assertThat(pooled.value()).isCloseTo(day.value(), within(1e-12));
    assertThat(pooled.standardError()).isCloseTo(day.standardError() / Math.sqrt(2), within(1e-6));
  }

  private static Estimate estimate(List<Observation> sample) {
    return (Estimate) Prevalence.ratio(sample, new Design.WithReplacement(), 0.95);
  }

  private static List<Observation> sample(int size, double rate) {
    SplittableRandom random = new SplittableRandom(11);
    List<Observation> sample = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Map<String, String> pivots = Map.of("surface", i % 2 == 0 ? "feed" : "search");
      sample.add(new Observation("u" + i, "", 1, 1e-5, random.nextDouble() < rate ? 1 : 0, pivots));
    }
    return sample;
  }
}

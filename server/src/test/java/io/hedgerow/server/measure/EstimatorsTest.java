package io.hedgerow.server.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.measurement.Estimate;
import io.hedgerow.measurement.Interval;
import io.hedgerow.measurement.Measured;
import io.hedgerow.measurement.NotEnoughData;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class EstimatorsTest {
  private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);

  private static Draws.One draw(LocalDate day, double dayViews, Optional<Boolean> label) {
    return new Draws.One(
        "spam",
        day,
        "pin:1",
        1,
        1 / dayViews,
        Map.of("surface", "feed"),
        dayViews,
        label,
        false,
        List.of(),
        false);
  }

  private static Draws draws(int violating, int fine, int unlabelled) {
    List<Draws.One> all = new ArrayList<>();
    for (int i = 0; i < violating + fine + unlabelled; i++) {
      Optional<Boolean> label =
          i < violating + fine ? Optional.of(i < violating) : Optional.empty();
      all.add(draw(MONDAY, 1_000, label));
    }
    return new Draws(all);
  }

  private static Interval interval(Measured measured) {
    return ((Estimate) measured).interval();
  }

  @Test
  void daysCountByTheirViewsHoweverManyDrawsTheyGot() {
    List<Draws.One> all = new ArrayList<>();
    for (int i = 0; i < 90; i++) {
      all.add(draw(MONDAY, 1_000, Optional.of(false)));
    }
    for (int i = 0; i < 10; i++) {
      all.add(draw(MONDAY.plusDays(1), 3_000, Optional.of(true)));
    }
    Estimate pooled = (Estimate) Estimators.prevalence(new Draws(all), "");
    assertThat(pooled.value()).isEqualTo(0.75, org.assertj.core.data.Offset.offset(1e-12));
    assertThat(new Draws(all).dailyViews("")).isEqualTo(2_000);
  }

  @Test
  void missingLabelsWidenTheIntervalToBothExtremes() {
    Interval complete = interval(Estimators.prevalence(draws(10, 90, 0), ""));
    Interval partly = interval(Estimators.prevalence(draws(10, 88, 2), ""));
    assertThat(partly.low()).isLessThanOrEqualTo(complete.low());
    assertThat(partly.high()).isGreaterThan(complete.high());
  }

  @Test
  void tooManyMissingLabelsAreSaidAndNotGuessed() {
    assertThat(Estimators.prevalence(draws(10, 80, 10), ""))
        .isEqualTo(new NotEnoughData("a label for 10 of 100 draws"));
  }

  @Test
  void recallNeedsViolations() {
    assertThat(Estimators.recall(draws(1, 99, 0))).isInstanceOf(NotEnoughData.class);
    assertThat(((Estimate) Estimators.recall(draws(5, 95, 0))).value()).isZero();
  }

  @Test
  void medianHasTheIntervalOfItsOrderStatistics() {
    double[] values = java.util.stream.IntStream.rangeClosed(1, 100).asDoubleStream().toArray();
    Estimate median = (Estimate) Estimators.median(values);
    assertThat(median.value()).isEqualTo(50.5);
    assertThat(median.interval()).isEqualTo(new Interval(40, 61, 0.95));
    assertThat(Estimators.median(new double[] {1, 2, 3})).isInstanceOf(NotEnoughData.class);
  }

  @Test
  void shareOfNothingIsUnknown() {
    assertThat(Estimators.share(0, 0)).isInstanceOf(NotEnoughData.class);
  }
}

package io.hedgerow.measurement.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.measurement.experiment.RateWatch.Alarm;
import io.hedgerow.measurement.experiment.RateWatch.Settings;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RateWatchTest {

  private static RateWatch after(
      RateWatch watch, double share, int outcomes, SplittableRandom random) {
    RateWatch now = watch;
    for (int i = 0; i < outcomes && now.alarm() == Alarm.NONE; i++) {
      now = now.with(random.nextDouble() < share);
    }
    return now;
  }

  @ParameterizedTest
  @CsvSource({"0.95", "0.8", "0.5", "0.1"})
  void falseAlarmsAreAtLeastAsRareAsStated(double share) {
    SplittableRandom random = new SplittableRandom(5);
    Settings settings = Settings.DEFAULT;
    long outcomes = 0;
    int alarms = 0;
    for (int run = 0; run < 300; run++) {
      RateWatch end = after(RateWatch.start(settings), share, 2_000, random);
      outcomes += end.seen() - settings.baseline();
      alarms += end.alarm() == Alarm.NONE ? 0 : 1;
    }
    assertThat((double) outcomes / Math.max(1, alarms)).isGreaterThan(1_000);
  }

  @Test
  void aPrecisionThatHalvesIsFoundWithinThirtyOutcomesOnAverage() {
    SplittableRandom random = new SplittableRandom(7);
    double delay = 0;
    for (int run = 0; run < 200; run++) {
      RateWatch before = after(RateWatch.start(Settings.DEFAULT), 0.9, 200, random);
      RateWatch end = after(before, 0.45, 1_000, random);
      assertThat(end.alarm()).isEqualTo(Alarm.FALLEN);
      delay += (end.seen() - before.seen()) / 200.0;
    }
    assertThat(delay).isBetween(5.0, 30.0);
  }

  @Test
  void aShareThatRisesIsFoundToo() {
    SplittableRandom random = new SplittableRandom(9);
    RateWatch before = after(RateWatch.start(Settings.DEFAULT), 0.2, 100, random);
    assertThat(after(before, 0.8, 500, random).alarm()).isEqualTo(Alarm.RISEN);
  }

  @Test
  void anAlarmStaysAndSaysAtWhichOutcomeItRose() {
    RateWatch watch = RateWatch.start(Settings.DEFAULT);
    for (int i = 0; i < Settings.DEFAULT.baseline(); i++) {
      watch = watch.with(true);
    }
    while (watch.alarm() == Alarm.NONE) {
      watch = watch.with(false);
    }
    long at = watch.alarmAt();
    assertThat(at).isEqualTo(watch.seen()).isLessThan(Settings.DEFAULT.baseline() + 10L);
    assertThat(watch.with(true).alarmAt()).isEqualTo(at);
  }

  @Test
  void aShareOfZeroCannotFall() {
    RateWatch watch = RateWatch.start(Settings.DEFAULT);
    for (int i = 0; i < 5_000; i++) {
      watch = watch.with(false);
    }
    assertThat(watch.alarm()).isEqualTo(Alarm.NONE);
  }
}

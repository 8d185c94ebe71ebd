package io.hedgerow.measurement.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SeasonalSpikesTest {
  private static final SeasonalSpikes DAILY = new SeasonalSpikes(24, 4, 0.05, 5);

  @Test
  void spikeOfANarrowSliceIsNamedThoughTheTotalLooksAsEver() {
    SplittableRandom random = new SplittableRandom(7);
    long[] small = traffic(random, 8, 4 * 24 + 1);
    long[] large = traffic(random, 5_000, 4 * 24 + 1);
    small[96] = 60;
    long[] total = new long[97];
    for (int i = 0; i < total.length; i++) {
      total[i] = small[i] + large[i];
    }

    var look =
        DAILY.at(
            List.of(
                Slice.of("country=LU", small),
                Slice.of("country=US", large),
                Slice.of("all", total)));

    assertThat(look.spikes()).extracting(Spike::slice).containsExactly("country=LU");
    assertThat(look.spikes().getFirst().excess()).isGreaterThan(1);
  }

  @Test
  void anyNameIsGivenInAboutTheShareOfLooksThatWasAskedFor() {
    long seed = 20_261_123;
    SplittableRandom random = new SplittableRandom(seed);
    int alarms = 0;
    for (int run = 0; run < 1_000; run++) {
      List<Slice> slices = new ArrayList<>();
      for (int s = 0; s < 10; s++) {
        slices.add(Slice.of("s" + s, traffic(random, 5 << s, 97)));
      }
      alarms += DAILY.at(slices).spikes().isEmpty() ? 0 : 1;
    }
    // 0.05 asked for; three standard errors of a share over 1,000 runs are 0.021.
    assertThat(alarms / 1_000.0).as("seed %d", seed).isLessThan(0.071);
  }

  @Test
  void sliceThatGoesQuietIsNamedThoughTheTotalLooksAsEver() {
    SplittableRandom random = new SplittableRandom(8);
    long[] small = traffic(random, 60, 4 * 24 + 1);
    long[] large = traffic(random, 5_000, 4 * 24 + 1);
    small[96] = 3;

    var look = DAILY.at(List.of(Slice.of("client=ios", small), Slice.of("all", large)));

    assertThat(look.falls()).extracting(Fall::slice).containsExactly("client=ios");
    assertThat(look.falls().getFirst().lacking()).isGreaterThan(40);
    assertThat(look.falls().getFirst().limit()).isGreaterThan(3);
    assertThat(look.spikes()).isEmpty();
  }

  @Test
  void fewThatAreMissingAreNoFallAndFallsAreNamedAsSeldomAsSpikes() {
    assertThat(DAILY.at(List.of(Slice.of("tiny", constantThenZero(4)))).falls()).isEmpty();
    SplittableRandom random = new SplittableRandom(20_261_128);
    int alarms = 0;
    for (int run = 0; run < 1_000; run++) {
      List<Slice> slices = new ArrayList<>();
      for (int s = 0; s < 10; s++) {
        slices.add(Slice.of("s" + s, traffic(random, 5 << s, 97)));
      }
      alarms += DAILY.at(slices).falls().isEmpty() ? 0 : 1;
    }
    // 0.05 asked for; three standard errors of a share over 1,000 runs are 0.021.
    assertThat(alarms / 1_000.0).isLessThan(0.071);
  }

  private static long[] constantThenZero(long count) {
    long[] counts = new long[97];
    java.util.Arrays.fill(counts, 0, 96, count);
    return counts;
  }

  @Test
  void rhythmOfTheDayIsNoSpike() {
    long[] counts = new long[97];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = i % 24 == 0 ? 1_000 : 10;
    }
    assertThat(DAILY.at(List.of(Slice.of("peak", counts))).spikes()).isEmpty();
  }

  @Test
  void limitIsTheFormulasOnTheTwoThirdsPowerScale() {
    // Constant 16 over 2 seasons: baseline 16.25, dispersion 1, spread 1.5, z(0.025) = 1.95996.
    var spikes = new SeasonalSpikes(1, 2, 0.025, 1).at(List.of(Slice.of("a", 16, 16, 40)));
    double expected = 16.25 * Math.pow(1 + 2.0 / 3 * 1.959964 * Math.sqrt(1.5 / 16.25), 1.5);
    assertThat(spikes.spikes().getFirst().limit()).isCloseTo(expected, within(1e-4));
  }

  @Test
  void fewEventsAreNotWorthALook() {
    long[] counts = new long[97];
    counts[96] = 4;
    assertThat(DAILY.at(List.of(Slice.of("quiet", counts))).spikes()).isEmpty();
    counts[96] = 12;
    assertThat(DAILY.at(List.of(Slice.of("quiet", counts))).spikes()).hasSize(1);
  }

  @Test
  void sliceWithoutEnoughSeasonsIsSaidToBeTooShort() {
    var look = DAILY.at(List.of(Slice.of("new", new long[96])));
    assertThat(look.tooShort()).containsExactly("new");
    assertThat(look.spikes()).isEmpty();
  }

  @Test
  void impossibleInputIsRefused() {
    assertThatThrownBy(() -> Slice.of("a", 1, -2))
        .hasMessage("counts of a must be at least 0, one was -2");
    assertThatThrownBy(() -> new SeasonalSpikes(24, 1, 0.05, 5))
        .hasMessage("seasons must be at least 2, was 1");
    assertThatThrownBy(() -> new SeasonalSpikes(24, 4, 0, 5))
        .hasMessage("level must be in (0, 1), was 0.0");
    assertThatThrownBy(() -> DAILY.at(List.of(Slice.of("empty"))))
        .hasMessage("counts of empty must be at least 1, was 0");
  }

  /** Poisson counts around a level that doubles by day. */
  private static long[] traffic(SplittableRandom random, double level, int steps) {
    long[] counts = new long[steps];
    for (int i = 0; i < steps; i++) {
      counts[i] = poisson(random, level * (1.5 + 0.5 * Math.sin(2 * Math.PI * i / 24)));
    }
    return counts;
  }

  /** By multiplication for small means; a rounded normal for large ones. */
  private static long poisson(SplittableRandom random, double mean) {
    if (mean > 200) {
      return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
    }
    double product = random.nextDouble();
    long count = 0;
    for (double floor = Math.exp(-mean); product > floor; count++) {
      product *= random.nextDouble();
    }
    return count;
  }
}

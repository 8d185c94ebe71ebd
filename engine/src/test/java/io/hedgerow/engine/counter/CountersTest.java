package io.hedgerow.engine.counter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hedgerow.engine.pack.CounterDefinition.Aggregation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CountersTest {
  private static final Duration LATENESS = Duration.ofMinutes(10);
  private static final long START = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();

  private record Added(long key, long time, double number, long value) {}

  private static CounterSpec spec(Aggregation aggregation, Duration window) {
    return new CounterSpec(aggregation.name(), aggregation, window, 1);
  }

  private static void add(Counters counters, Aggregation aggregation, Added added) {
    switch (aggregation) {
      case COUNT, FIRST_SEEN, LAST_SEEN -> counters.add(0, added.key, added.time);
      case SUM, MIN, MAX -> counters.addNumber(0, added.key, added.time, added.number);
      case DISTINCT, ENTROPY, TOP_SHARE -> counters.addValue(0, added.key, added.time, added.value);
    }
  }

  private static List<Added> stream(RandomGenerator random, int events, long span) {
    List<Added> all = new ArrayList<>();
    long time = START;
    for (int i = 0; i < events; i++) {
      time += random.nextLong(span);
      long late = random.nextInt(5) == 0 ? random.nextLong(LATENESS.toMillis()) : 0;
      all.add(
          new Added(
              random.nextInt(4),
              time - late,
              random.nextInt(-1000, 1000) / 8.0,
              KeyHash.of("v" + random.nextInt(12))));
    }
    return all;
  }

  @ParameterizedTest
  @EnumSource(
      value = Aggregation.class,
      names = {"DISTINCT", "ENTROPY", "TOP_SHARE"})
  void keysWithManyValuesEqualTheNaiveReferenceToo(Aggregation aggregation) {
    for (int seed = 0; seed < 6; seed++) {
      RandomGenerator random = new SplittableRandom(seed);
      CounterSpec spec = spec(aggregation, Duration.ofHours(1));
      Counters counters = new Counters(List.of(spec), LATENESS);
      NaiveCounter naive = new NaiveCounter(spec);
      int values = ValueTable.SMALL * (seed + 1) / 2;
      for (Added added : stream(random, 1_500, 20_000)) {
        long value = KeyHash.of("many" + random.nextInt(values));
        counters.advance(added.time);
        counters.addValue(0, added.key, added.time, value);
        naive.add(added.key, added.time, added.number, value);
        assertSame(
            "seed " + seed + " at " + added,
            counters.read(0, added.key, added.time),
            naive.read(added.key, added.time));
      }
    }
  }

  @Test
  void whatIsLetGoOfMakesRoomForWhatComes() {
    Counters counters =
        new Counters(
            List.of(
                spec(Aggregation.COUNT, Duration.ofHours(1)),
                spec(Aggregation.DISTINCT, Duration.ofHours(1))),
            LATENESS);
    SplittableRandom random = new SplittableRandom(4);
    long after10 = 0;
    for (int hour = 0; hour < 40; hour++) {
      for (int i = 0; i < 3_000; i++) {
        long time = START + hour * 3_600_000L + i * 1_200L;
        counters.advance(time);
        long key = random.nextLong();
        counters.add(0, key, time);
        counters.addValue(1, key, time, random.nextLong());
      }
      after10 = hour == 10 ? counters.heldBytes() : after10;
    }
    assertThat(counters.heldBytes()).isLessThanOrEqualTo(after10 * 3 / 2);
  }

  private static void assertSame(String what, Optional<Object> actual, Optional<Object> expected) {
    if (expected.isPresent() && expected.get() instanceof Double number) {
      assertThat((Double) actual.orElseThrow()).as(what).isCloseTo(number, within(1e-9));
    } else {
      assertThat(actual).as(what).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @EnumSource(Aggregation.class)
  void equalsTheNaiveReferenceOnStreamsWithLateEvents(Aggregation aggregation) {
    for (int seed = 0; seed < 30; seed++) {
      RandomGenerator random = new SplittableRandom(seed);
      Duration window =
          List.of(
                  Duration.ofMinutes(1),
                  Duration.ofHours(1),
                  Duration.ofDays(7),
                  Duration.ofDays(30))
              .get(seed % 4);
      Counters counters = new Counters(List.of(spec(aggregation, window)), LATENESS);
      NaiveCounter naive = new NaiveCounter(spec(aggregation, window));
      for (Added added : stream(random, 400, Math.max(2, window.toMillis() / 40))) {
        counters.advance(added.time);
        add(counters, aggregation, added);
        naive.add(added.key, added.time, added.number, added.value);
        assertSame(
            "seed " + seed + " at " + added,
            counters.read(0, added.key, added.time),
            naive.read(added.key, added.time));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Aggregation.class)
  void theOrderOfEventsWithinTheLatenessDoesNotChangeAnyValue(Aggregation aggregation) {
    for (int seed = 0; seed < 20; seed++) {
      RandomGenerator random = new SplittableRandom(seed);
      List<Added> events = new ArrayList<>();
      for (int i = 0; i < 3_000; i++) {
        events.add(
            new Added(
                1,
                START + random.nextLong(LATENESS.toMillis()),
                random.nextDouble(),
                random.nextLong() >> random.nextInt(64)));
      }
      CounterSpec spec = spec(aggregation, Duration.ofMinutes(5));
      Optional<Object> first = Optional.empty();
      for (int order = 0; order < 3; order++) {
        Counters counters = new Counters(List.of(spec), LATENESS);
        events.forEach(added -> {
          counters.advance(added.time);
          add(counters, aggregation, added);
        });
        Optional<Object> value = counters.read(0, 1, START + 240_000);
        assertThat(value).as("seed " + seed).isPresent();
        first = order == 0 ? value : first;
        assertThat(value).as("seed " + seed + ", order " + order).isEqualTo(first);
        Collections.shuffle(events, new java.util.Random(seed * 31L + order));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 256, 257, 1_000, 30_000, 1_000_000})
  void distinctCountsStayWithinThreePercent(int different) {
    int misses = 0;
    int runs = different > 100_000 ? 10 : 40;
    for (int seed = 0; seed < runs; seed++) {
      Counters counters =
          new Counters(List.of(spec(Aggregation.DISTINCT, Duration.ofDays(1))), LATENESS);
      RandomGenerator random = new SplittableRandom(seed);
      for (int i = 0; i < different; i++) {
        counters.addValue(0, 7, START, random.nextLong());
      }
      long estimate = (Long) counters.read(0, 7, START).orElseThrow();
      misses += Math.abs(estimate - different) > 0.03 * different ? 1 : 0;
      if (different <= ValueCell.EXACT) {
        assertThat(estimate).isEqualTo(different);
      }
    }
    assertThat(misses).as("runs off by more than 3%% of " + runs).isLessThanOrEqualTo(runs / 20);
  }

  @Test
  void foldedEntropyAndTopShareStayOnTheirStatedSide() {
    List<CounterSpec> specs =
        List.of(
            spec(Aggregation.ENTROPY, Duration.ofDays(1)),
            spec(Aggregation.TOP_SHARE, Duration.ofDays(1)));
    Counters counters = new Counters(specs, LATENESS);
    RandomGenerator random = new SplittableRandom(1);
    int values = 20_000;
    for (int i = 0; i < values; i++) {
      long value = i % 4 == 0 ? 99 : random.nextLong();
      counters.addValue(0, 1, START, value);
      counters.addValue(1, 1, START, value);
    }
    assertThat((Double) counters.read(0, 1, START).orElseThrow()).isBetween(7.0, 10.0);
    assertThat((Double) counters.read(1, 1, START).orElseThrow()).isBetween(0.25, 0.255);
  }

  @Test
  void keysOutOfReachAreDropped() {
    Counters counters =
        new Counters(List.of(spec(Aggregation.COUNT, Duration.ofHours(1))), LATENESS);
    for (int i = 0; i < 10_000; i++) {
      counters.add(0, KeyHash.of("k" + i), START);
    }
    assertThat(counters.usage().getFirst().keys()).isEqualTo(10_000);
    counters.advance(START);
    counters.advance(START + Duration.ofHours(3).toMillis());
    assertThat(counters.usage().getFirst().keys()).isZero();
  }

  @Test
  void aBusyKeyTakesBoundedMemory() {
    Counters counters =
        new Counters(List.of(spec(Aggregation.DISTINCT, Duration.ofHours(1))), LATENESS);
    RandomGenerator random = new SplittableRandom(3);
    for (long t = START; t < START + Duration.ofHours(4).toMillis(); t += 100) {
      counters.advance(t);
      counters.addValue(0, 1, t, random.nextLong());
    }
    long steps = 60 + 10 + 60 / 4;
    assertThat(counters.usage().getFirst().bytes())
        .isLessThan((steps + 1) * (HyperLogLog.BYTES + 100) + 20_000);
  }

  @ParameterizedTest
  @EnumSource(Aggregation.class)
  void aRestoredSnapshotReadsAndGoesOnTheSame(Aggregation aggregation) throws IOException {
    CounterSpec spec = spec(aggregation, Duration.ofHours(1));
    Counters counters = new Counters(List.of(spec), LATENESS);
    List<Added> events = stream(new SplittableRandom(5), 2_000, 60_000);
    for (Added added : events.subList(0, 1_500)) {
      counters.advance(added.time);
      add(counters, aggregation, added);
    }
    Counters restored = Counters.restore(List.of(spec), LATENESS, snapshot(counters));
    for (Added added : events.subList(1_500, 2_000)) {
      for (Counters each : List.of(counters, restored)) {
        each.advance(added.time);
        add(each, aggregation, added);
      }
      assertThat(restored.read(0, added.key, added.time))
          .isEqualTo(counters.read(0, added.key, added.time));
      assertThat(restored.isTooLate(added.time)).isEqualTo(counters.isTooLate(added.time));
    }
  }

  @Test
  void aSnapshotGivesNothingToACounterThatChanged() throws IOException {
    CounterSpec before = new CounterSpec("c", Aggregation.COUNT, Duration.ofHours(1), 1);
    Counters counters = new Counters(List.of(before), LATENESS);
    counters.add(0, 1, START);
    for (CounterSpec after :
        List.of(
            new CounterSpec("c", Aggregation.COUNT, Duration.ofHours(1), 2),
            new CounterSpec("c", Aggregation.COUNT, Duration.ofHours(2), 1),
            new CounterSpec("d", Aggregation.COUNT, Duration.ofHours(1), 1))) {
      assertThat(Counters.restore(List.of(after), LATENESS, snapshot(counters)).read(0, 1, START))
          .contains(0L);
    }
    assertThat(Counters.restore(List.of(before), LATENESS, snapshot(counters)).read(0, 1, START))
        .contains(1L);
  }

  @Test
  void aDamagedOrShortSnapshotIsRefused() throws IOException {
    CounterSpec spec = spec(Aggregation.DISTINCT, Duration.ofHours(1));
    Counters counters = new Counters(List.of(spec), LATENESS);
    for (int i = 0; i < 1_000; i++) {
      counters.addValue(0, i % 7, START + i, KeyHash.of("v" + i));
    }
    byte[] good = snapshot(counters).readAllBytes();
    for (int cut = 0; cut < good.length; cut += 97) {
      byte[] shortened = Arrays.copyOf(good, cut);
      assertThatThrownBy(
              () -> Counters.restore(List.of(spec), LATENESS, new ByteArrayInputStream(shortened)))
          .isInstanceOf(IOException.class);
    }
    byte[] flipped = good.clone();
    flipped[good.length - 30] ^= 1;
    assertThatThrownBy(
            () -> Counters.restore(List.of(spec), LATENESS, new ByteArrayInputStream(flipped)))
        .isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @EnumSource(Aggregation.class)
  void aSnapshotWithAnyOneByteChangedOrMissingIsRefusedByName(Aggregation aggregation)
      throws IOException {
    CounterSpec spec = spec(aggregation, Duration.ofHours(1));
    Counters counters = new Counters(List.of(spec), LATENESS);
    for (Added added : stream(new SplittableRandom(11), 40, 60_000)) {
      counters.advance(added.time);
      add(counters, aggregation, added);
    }
    byte[] good = snapshot(counters).readAllBytes();
    for (int at = 0; at < good.length; at++) {
      byte[] flipped = good.clone();
      flipped[at] ^= (byte) (1 << at % 8);
      assertRefused(spec, flipped, "byte " + at + " changed");
      assertRefused(spec, Arrays.copyOf(good, at), "cut after " + at);
    }
  }

  private static void assertRefused(CounterSpec spec, byte[] damaged, String what) {
    assertThatThrownBy(
            () -> Counters.restore(List.of(spec), LATENESS, new ByteArrayInputStream(damaged)))
        .as(what)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("counter snapshot");
  }

  @Test
  void whatIsOlderThanTheLatenessIsTooLate() {
    Counters counters =
        new Counters(List.of(spec(Aggregation.COUNT, Duration.ofHours(1))), LATENESS);
    assertThat(counters.isTooLate(START)).isFalse();
    counters.advance(START);
    assertThat(counters.isTooLate(START - LATENESS.toMillis())).isFalse();
    assertThat(counters.isTooLate(START - LATENESS.toMillis() - 1)).isTrue();
  }

  @Test
  void anotherPackKeepsUnchangedCounters() {
    CounterSpec kept = new CounterSpec("kept", Aggregation.COUNT, Duration.ofHours(1), 1);
    CounterSpec dropped = new CounterSpec("dropped", Aggregation.COUNT, Duration.ofHours(1), 1);
    Counters counters = new Counters(List.of(dropped, kept), LATENESS);
    counters.add(0, 1, START);
    counters.add(1, 1, START);
    CounterSpec fresh = new CounterSpec("fresh", Aggregation.COUNT, Duration.ofHours(1), 1);
    Counters changed = counters.with(List.of(kept, fresh), LATENESS.multipliedBy(2));
    assertThat(changed.read(0, 1, START)).contains(1L);
    assertThat(changed.read(1, 1, START)).contains(0L);
  }

  private static ByteArrayInputStream snapshot(Counters counters) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    counters.snapshot(bytes);
    return new ByteArrayInputStream(bytes.toByteArray());
  }
}

package io.hedgerow.benchmarks.counters;

import io.hedgerow.benchmarks.Machine;
import io.hedgerow.engine.counter.CounterSpec;
import io.hedgerow.engine.counter.Counters;
import io.hedgerow.engine.pack.CounterDefinition.Aggregation;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Updates and reads of counters over a million keys, on one thread. An update is one event added to
 * one counter; a read asks one counter for one key.
 */
public final class CountersBenchmark {
  private static final int KEYS = 1_000_000;
  private static final int EVENTS = 2_000_000;
  private static final int ROUNDS = 2;
  private static final long START = 1_772_323_200_000L;
  private static final long EVENT_MILLIS = 10;
  private static final Duration LATENESS = Duration.ofHours(1);
  private static final List<Duration> WINDOWS =
      List.of(Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(7));

  private final PrintWriter out;
  private long sink;

  public CountersBenchmark(PrintWriter out) {
    this.out = out;
  }

  /** Which key each event is about, and how many different ones there can be. */
  private record Keys(String name, int[] of) {}

  public void run() {
    out.println("# Counters");
    out.println();
    out.println(Machine.describe());
    out.printf(
        Locale.ROOT,
        "%nOne thread; %,d events 10 ms apart over %,d keys, one in five up to an hour late; windows"
            + " of 1 hour, 1 day and 7 days, so each event is three updates. Best of %d rounds.%n%n",
        EVENTS,
        KEYS,
        ROUNDS);
    // Not shown: the JVM compiles what is measured first.
    quietly().measure(Aggregation.COUNT, skewed());
    out.println("| aggregate | keys | updates/s | reads/s | bytes a key |");
    out.println("|---|---|---|---|---|");
    for (Keys keys : List.of(uniform(), skewed())) {
      for (Aggregation aggregation :
          List.of(
              Aggregation.COUNT,
              Aggregation.SUM,
              Aggregation.LAST_SEEN,
              Aggregation.DISTINCT,
              Aggregation.TOP_SHARE)) {
        measure(aggregation, keys);
      }
      plain(keys);
    }
    out.printf("%n(%d)%n", sink & 1);
  }

  private static CountersBenchmark quietly() {
    return new CountersBenchmark(new PrintWriter(java.io.Writer.nullWriter()));
  }

  private static Keys uniform() {
    SplittableRandom random = new SplittableRandom(1);
    int[] keys = new int[EVENTS];
    for (int i = 0; i < EVENTS; i++) {
      keys[i] = random.nextInt(KEYS);
    }
    return new Keys("all alike", keys);
  }

  /** A few keys have most events, as people and links do. */
  private static Keys skewed() {
    SplittableRandom random = new SplittableRandom(2);
    int[] keys = new int[EVENTS];
    for (int i = 0; i < EVENTS; i++) {
      keys[i] = (int) (KEYS * Math.pow(random.nextDouble(), 6));
    }
    return new Keys("few busy ones", keys);
  }

  private void measure(Aggregation aggregation, Keys keys) {
    List<CounterSpec> specs = new ArrayList<>();
    for (Duration window : WINDOWS) {
      specs.add(new CounterSpec(aggregation.name() + window, aggregation, window, 1));
    }
    double updates = 0;
    double reads = 0;
    String bytes = "";
    for (int round = 0; round < ROUNDS; round++) {
      Counters counters = new Counters(specs, LATENESS);
      SplittableRandom random = new SplittableRandom(3);
      long start = System.nanoTime();
      for (int i = 0; i < EVENTS; i++) {
        long time = time(i, random);
        counters.advance(time);
        long key = mixed(keys.of[i]);
        for (int c = 0; c < WINDOWS.size(); c++) {
          add(counters, c, aggregation, key, time, i);
        }
      }
      updates = Math.max(updates, 1e9 * EVENTS * WINDOWS.size() / (System.nanoTime() - start));
      reads = Math.max(reads, reads(counters, keys));
      long keysKept = 0;
      long held = 0;
      for (Counters.Usage usage : counters.usage()) {
        keysKept += usage.keys();
        held += usage.bytes();
      }
      bytes = String.format(Locale.ROOT, "%.0f", (double) held / keysKept);
    }
    row(aggregation.name().toLowerCase(Locale.ROOT), keys, updates, reads, bytes);
  }

  private static void add(
      Counters counters, int counter, Aggregation aggregation, long key, long time, int i) {
    switch (aggregation) {
      case COUNT, FIRST_SEEN, LAST_SEEN -> counters.add(counter, key, time);
      case SUM, MIN, MAX -> counters.addNumber(counter, key, time, i & 1023);
      case DISTINCT, ENTROPY, TOP_SHARE -> counters.addValue(counter, key, time, mixed(i & 63));
    }
  }

  private double reads(Counters counters, Keys keys) {
    int count = EVENTS / 4;
    long last = START + EVENT_MILLIS * EVENTS;
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      sink += counters.read(i % WINDOWS.size(), mixed(keys.of[i]), last).hashCode();
    }
    return 1e9 * count / (System.nanoTime() - start);
  }

  private void plain(Keys keys) {
    List<PlainCounters> counters =
        WINDOWS.stream().map(window -> new PlainCounters(window.toMillis())).toList();
    SplittableRandom random = new SplittableRandom(3);
    long start = System.nanoTime();
    for (int i = 0; i < EVENTS; i++) {
      long time = time(i, random);
      for (PlainCounters counter : counters) {
        counter.add(mixed(keys.of[i]), time);
      }
    }
    double updates = 1e9 * EVENTS * WINDOWS.size() / (System.nanoTime() - start);
    start = System.nanoTime();
    int count = EVENTS / 4;
    for (int i = 0; i < count; i++) {
      sink +=
          counters.get(i % WINDOWS.size()).read(mixed(keys.of[i]), START + EVENT_MILLIS * EVENTS);
    }
    double reads = 1e9 * count / (System.nanoTime() - start);
    row("count, in a map of sorted maps", keys, updates, reads, "");
  }

  private void row(String name, Keys keys, double updates, double reads, String bytes) {
    out.printf(
        Locale.ROOT, "| %s | %s | %,.0f | %,.0f | %s |%n", name, keys.name, updates, reads, bytes);
    out.flush();
  }

  private static long time(int i, SplittableRandom random) {
    long late = random.nextInt(5) == 0 ? random.nextLong(LATENESS.toMillis()) : 0;
    return START + EVENT_MILLIS * i - late;
  }

  /** What a hash of a key looks like (the finalizer of SplitMix64). */
  private static long mixed(long key) {
    long z = (key + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}

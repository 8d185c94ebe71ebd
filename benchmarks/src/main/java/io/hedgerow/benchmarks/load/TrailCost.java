package io.hedgerow.benchmarks.load;

import io.hedgerow.engine.CompiledPack;
import io.hedgerow.engine.Engine;
import io.hedgerow.engine.OfflineLabels;
import io.hedgerow.engine.Signals;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.event.Event;
import io.hedgerow.engine.trail.TrailSpec;
import io.hedgerow.engine.trail.Trails;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What trails add to a decision and to memory: the sample pack with and without them, in turn, so
 * that both meet the same machine.
 */
final class TrailCost {
  /** Time of the processor, not of the clock: others may work on the machine. */
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static final int ROUNDS = 9;
  private static final int KEYS = 20_000;
  private static final int ENTITIES_A_KEY = 10;

  private final Path pinboard;
  private final PrintWriter out;

  TrailCost(Path pinboard, PrintWriter out) {
    this.pinboard = pinboard;
    this.out = out;
  }

  void run(List<Event> events) {
    CompiledPack with = LargePack.of(pinboard, 0);
    CompiledPack without = LargePack.withoutTrails(pinboard);
    double[] withNanos = new double[ROUNDS];
    double[] withoutNanos = new double[ROUNDS];
    double[] added = new double[ROUNDS];
    for (int round = -2; round < ROUNDS; round++) {
      double one = nanosAnEvent(without, events);
      double other = nanosAnEvent(with, events);
      if (round >= 0) { // the first two warm up
        withoutNanos[round] = one;
        withNanos[round] = other;
        added[round] = other - one;
      }
    }
    out.println();
    out.println("| trails | ns of a processor an event, median of " + ROUNDS + " | from | to |");
    out.println("|---|---|---|---|");
    row("without", withoutNanos);
    row("with " + with.pack().trails().size(), withNanos);
    row("added, round by round", added);
    out.println();
    out.printf(
        Locale.ENGLISH,
        "Memory: %.0f bytes an entity, its id included (%,d entities on %,d keys).%n",
        bytesAnEntity(),
        KEYS * ENTITIES_A_KEY,
        KEYS);
    out.flush();
  }

  private void row(String name, double[] nanos) {
    Arrays.sort(nanos);
    out.printf(
        Locale.ENGLISH,
        "| %s | %,.0f | %,.0f | %,.0f |%n",
        name,
        nanos[nanos.length / 2],
        nanos[0],
        nanos[nanos.length - 1]);
  }

  private static double nanosAnEvent(CompiledPack pack, List<Event> events) {
    OfflineLabels labels = new OfflineLabels();
    Engine engine = new Engine(pack, Signals.NONE, labels);
    long start = THREADS.getCurrentThreadCpuTime();
    for (Event event : events) {
      labels.apply(engine.decide(event));
    }
    return (THREADS.getCurrentThreadCpuTime() - start) / (double) events.size();
  }

  private static double bytesAnEntity() {
    Trails trails =
        new Trails(
            List.of(new TrailSpec("t", Duration.ofHours(1), 100, 1, List.of("rule policy"))),
            Duration.ofHours(1));
    long before = used();
    for (int i = 0; i < KEYS * ENTITIES_A_KEY; i++) {
      trails.leave(0, i % KEYS, i / 1_000, new EntityId("pin", "p" + (1_000_000 + i)));
    }
    long after = used();
    Reference.reachabilityFence(trails);
    return (after - before) / (double) (KEYS * ENTITIES_A_KEY);
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 4; i++) {
      System.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }
}

package io.hedgerow.benchmarks.load;

import io.hedgerow.benchmarks.Machine;
import io.hedgerow.engine.CompiledPack;
import io.hedgerow.engine.Engine;
import io.hedgerow.engine.OfflineLabels;
import io.hedgerow.engine.Signals;
import io.hedgerow.engine.event.Event;
import io.hedgerow.simulator.Simulation;
import io.hedgerow.simulator.SimulationSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The engine alone, one thread, on the simulated community: decisions a second by number of rules.
 */
public final class EngineBenchmark {
  private static final int EVENTS = 30_000;

  private final Path pinboard;
  private final PrintWriter out;

  public EngineBenchmark(Path pinboard, PrintWriter out) {
    this.pinboard = pinboard;
    this.out = out;
  }

  public void run() {
    out.println("# Engine, in process, one thread");
    out.println();
    out.println(Machine.describe());
    out.println();
    out.println(Latencies.head());
    List<Event> events = events();
    for (int rules : new int[] {50, 200, 500}) {
      CompiledPack pack = LargePack.of(pinboard, rules);
      measure(pack, events);
      Latencies latencies = measure(pack, events);
      String name = rules + " rules, " + pack.pack().counters().size() + " counters";
      out.println(latencies.row(name));
      out.flush();
    }
    new TrailCost(pinboard, out).run(events);
  }

  private static List<Event> events() {
    Simulation simulation = Simulation.of(SimulationSettings.DEFAULT.withEvents(EVENTS));
    List<Event> events = new ArrayList<>(EVENTS);
    while (simulation.hasNext()) {
      events.add(simulation.next());
    }
    return events;
  }

  private static Latencies measure(CompiledPack pack, List<Event> events) {
    OfflineLabels labels = new OfflineLabels();
    Engine engine = new Engine(pack, Signals.NONE, labels);
    long[] nanos = new long[events.size()];
    long start = System.nanoTime();
    for (int i = 0; i < nanos.length; i++) {
      long before = System.nanoTime();
      labels.apply(engine.decide(events.get(i)));
      nanos[i] = System.nanoTime() - before;
    }
    return new Latencies(nanos, nanos.length, Duration.ofNanos(System.nanoTime() - start));
  }
}

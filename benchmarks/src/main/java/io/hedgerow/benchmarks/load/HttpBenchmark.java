package io.hedgerow.benchmarks.load;

import io.hedgerow.benchmarks.Machine;
import io.hedgerow.engine.event.EventJson;
import io.hedgerow.server.HedgerowServer;
import io.hedgerow.server.access.Permission;
import io.hedgerow.server.settings.ServerSettings;
import io.hedgerow.simulator.Simulation;
import io.hedgerow.simulator.SimulationSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A whole server on its private PostgreSQL with fsync on, and callers in a process beside it on the
 * same machine: every answer counted is a committed decision.
 */
public final class HttpBenchmark {
  private static final String SINGLE = "application/cloudevents+json";
  private static final String BATCH = "application/cloudevents-batch+json";
  private static final int BATCH_SIZE = 500;
  private static final int BATCH_CALLERS = 4;
  private static final int SINGLE_CALLERS = 32;

  private final Path pinboard;
  private final Path data;
  private final PrintWriter out;

  /**
   * @param data an empty folder for the database
   */
  public HttpBenchmark(Path pinboard, Path data, PrintWriter out) {
    this.pinboard = pinboard;
    this.data = data;
    this.out = out;
  }

  public void run() throws IOException, InterruptedException {
    out.println("# Over HTTP, durable");
    out.println();
    out.println(Machine.describe());
    out.println();
    out.println(Latencies.head());
    ServerSettings settings =
        ServerSettings.of(
            Map.of(
                "hedgerow.port",
                "0",
                "hedgerow.data",
                data.toString(),
                "hedgerow.pack",
                pinboard.toString(),
                "hedgerow.log-events",
                "false"));
    try (HedgerowServer server = HedgerowServer.start(settings)) {
      Simulation simulation =
          Simulation.of(
              SimulationSettings.DEFAULT
                  .withEvents(Long.MAX_VALUE)
                  .startingAt(Instant.now().minus(Duration.ofDays(20))));
      URI events = server.address().resolve("/v1/events");
      String key = server.issueKey("bench", Set.of(Permission.EVENTS_WRITE));
      try (CallerProcess callers = CallerProcess.start(events, key, data.resolve("callers"))) {
        // Not shown: a server in its first minutes shares its cores with the JIT compiler.
        callers.run(batches(simulation, 60));
        callers.run(singles(simulation, 50_000, 0));
        callers.run(singles(simulation, 40_000, 1_000));
        show(
            "single posts, 1,000/s asked for, 32 callers",
            callers.run(singles(simulation, 30_000, 1_000)));
        show("single posts, 32 callers", callers.run(singles(simulation, 25_000, 0)));
        show("batches of 500, 4 callers", callers.run(batches(simulation, 200)));
      }
    }
  }

  private void show(String name, Latencies latencies) {
    out.println(latencies.row(name));
    out.flush();
  }

  private static Load singles(Simulation simulation, int count, double rate) {
    return Load.of(SINGLE, bodies(simulation, count), 1, SINGLE_CALLERS, rate);
  }

  private static Load batches(Simulation simulation, int count) {
    List<String> bodies = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      bodies.add("[" + String.join(",", bodies(simulation, BATCH_SIZE)) + "]");
    }
    return Load.of(BATCH, bodies, BATCH_SIZE, BATCH_CALLERS, 0);
  }

  private static List<String> bodies(Simulation simulation, int count) {
    List<String> bodies = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      bodies.add(EventJson.write(simulation.next()));
    }
    return bodies;
  }
}

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
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A whole server on its private PostgreSQL with fsync on, and callers beside it on the same
 * machine: every answer counted is a committed decision.
 */
public final class HttpBenchmark {
  private static final String SINGLE = "application/cloudevents+json";
  private static final String BATCH = "application/cloudevents-batch+json";
  private static final int BATCH_SIZE = 500;

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

  /** What is sent, and how fast at most; 0 is as fast as it goes. */
  private record Load(
      String name, String type, List<String> bodies, int each, int callers, double rate) {}

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
      // Not shown: a server in its first minute shares its cores with the JIT compiler.
      run(server, new Load("", BATCH, batches(simulation, 60), BATCH_SIZE, 4, 0));
      run(server, new Load("", SINGLE, singles(simulation, 50_000), 1, 32, 0));
      run(server, new Load("", SINGLE, singles(simulation, 20_000), 1, 32, 1_000));
      show(
          server,
          new Load(
              "single posts, 1,000/s asked for, 32 callers",
              SINGLE,
              singles(simulation, 20_000),
              1,
              32,
              1_000));
      show(
          server,
          new Load("single posts, 32 callers", SINGLE, singles(simulation, 25_000), 1, 32, 0));
      show(
          server,
          new Load("batches of 500, 4 callers", BATCH, batches(simulation, 200), BATCH_SIZE, 4, 0));
    }
  }

  private void show(HedgerowServer server, Load load) throws InterruptedException {
    out.println(run(server, load).row(load.name()));
    out.flush();
  }

  private static List<String> singles(Simulation simulation, int count) {
    List<String> bodies = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      bodies.add(EventJson.write(simulation.next()));
    }
    return bodies;
  }

  private static List<String> batches(Simulation simulation, int count) {
    List<String> bodies = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      bodies.add("[" + String.join(",", singles(simulation, BATCH_SIZE)) + "]");
    }
    return bodies;
  }

  private static Latencies run(HedgerowServer server, Load load) throws InterruptedException {
    String key = server.issueKey("bench", Set.of(Permission.EVENTS_WRITE));
    URI events = server.address().resolve("/v1/events");
    long[] nanos = new long[load.bodies().size()];
    AtomicInteger next = new AtomicInteger();
    long start = System.nanoTime();
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < load.callers(); i++) {
        all.add(callers.submit(() -> call(client, events, key, load, next, nanos, start)));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } catch (java.util.concurrent.ExecutionException failure) {
      throw new IllegalStateException("a caller failed", failure.getCause());
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    return new Latencies(nanos, (long) nanos.length * load.each(), took);
  }

  /**
   * At a given rate, time counts from when a call was due, not from when it went out: a server that
   * stalls cannot hide it by making callers wait (coordinated omission).
   */
  private static Boolean call(
      HttpClient client,
      URI events,
      String key,
      Load load,
      AtomicInteger next,
      long[] nanos,
      long start)
      throws IOException, InterruptedException {
    for (int i = next.getAndIncrement(); i < nanos.length; i = next.getAndIncrement()) {
      long due = load.rate() > 0 ? start + (long) (i / load.rate() * 1e9) : System.nanoTime();
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      HttpRequest request =
          HttpRequest.newBuilder(events)
              .header("Authorization", "Bearer " + key)
              .header("Content-Type", load.type())
              .POST(HttpRequest.BodyPublishers.ofString(load.bodies().get(i)))
              .build();
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new IOException("answered " + answer.statusCode() + ": " + answer.body());
      }
      nanos[i] = System.nanoTime() - due;
    }
    return true;
  }
}

package io.hedgerow.benchmarks.load;

import io.hedgerow.benchmarks.Machine;
import io.hedgerow.engine.json.JsonReader;
import io.hedgerow.engine.json.JsonReading;
import io.hedgerow.ledger.database.Database;
import io.hedgerow.server.HedgerowServer;
import io.hedgerow.server.access.Permission;
import io.hedgerow.server.settings.ServerSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * Fifty reviewers over HTTP on two hundred thousand open cases: each takes the next case, thinks
 * for a moment, and decides it.
 */
public final class ReviewBenchmark {
  private static final int CASES = 200_000;
  private static final int REVIEWERS = 50;
  private static final Duration THINKS = Duration.ofMillis(500);
  private static final Duration WARM_UP = Duration.ofSeconds(10);
  private static final Duration MEASURED = Duration.ofSeconds(30);

  private static final String SEED =
      """
      insert into review.item(entity, policy, queue, language, severity, probability, views,
        reports, cause, created, rank)
      select 'pin:b' || i, 'spam', 'spam', (array['', 'en', 'de', 'es'])[1 + mod(i, 4)], 2, p, v, 0,
        'rule', now(), ln(p * v * 3) - extract(epoch from now()) / 86400
      from (select i, 0.01 + 0.98 * random() as p, exp(4 + 2 * random()) as v
        from generate_series(1, %d) i) s\
      """;

  private final Path pinboard;
  private final Path data;
  private final PrintWriter out;

  /**
   * @param data an empty folder for the database
   */
  public ReviewBenchmark(Path pinboard, Path data, PrintWriter out) {
    this.pinboard = pinboard;
    this.data = data;
    this.out = out;
  }

  private record Shift(List<Long> next, List<Long> decided, List<Object> cases) {
    Shift() {
      this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
  }

  public void run() throws IOException, InterruptedException {
    seed();
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
    try (HedgerowServer server = HedgerowServer.start(settings);
        HttpClient client = HttpClient.newHttpClient()) {
      String key = server.issueKey("bench", Set.of(Permission.ADMIN));
      List<Shift> warmUp = shifts(client, server.address(), key, WARM_UP);
      List<Shift> measured = shifts(client, server.address(), key, MEASURED);
      print(warmUp, measured);
    }
  }

  private void seed() {
    try (Database database = Database.embedded(data.resolve("postgres"))) {
      database.migrate("review", "classpath:db/review");
      database
          .jdbi()
          .useHandle(handle -> {
            handle.execute(SEED.formatted(CASES));
            handle.execute(
                "insert into review.shelf(queue, language) select distinct queue, language"
                    + " from review.item");
            handle.execute("analyze review.item");
          });
    }
  }

  private static List<Shift> shifts(HttpClient client, URI address, String key, Duration lasts)
      throws InterruptedException {
    long until = System.nanoTime() + lasts.toNanos();
    List<Callable<Shift>> people = new ArrayList<>();
    for (int i = 0; i < REVIEWERS; i++) {
      String name = "r" + i;
      people.add(() -> work(client, address, key, name, until));
    }
    try (ExecutorService reviewers = Executors.newVirtualThreadPerTaskExecutor()) {
      return reviewers.invokeAll(people).stream().map(Future::resultNow).toList();
    }
  }

  private static Shift work(HttpClient client, URI address, String key, String name, long until)
      throws IOException, InterruptedException {
    Shift shift = new Shift();
    // Not all at once: people do not press their keys in step.
    LockSupport.parkNanos(THINKS.toNanos() * Math.floorMod(name.hashCode(), 97) / 97);
    while (System.nanoTime() < until) {
      Map<?, ?> item =
          timed(
              shift.next(),
              client,
              address.resolve("/v1/cases/next"),
              key,
              "{\"reviewer\":\"%s\"}".formatted(name));
      LockSupport.parkNanos(THINKS.toNanos());
      timed(
          shift.decided(),
          client,
          address.resolve("/v1/cases/" + item.get("case") + "/decide"),
          key,
          "{\"reviewer\":\"%s\",\"lease\":\"%s\",\"policy\":\"spam\",\"reason\":\"bench\"}"
              .formatted(name, item.get("lease")));
      shift.cases().add(item.get("case"));
    }
    return shift;
  }

  private static Map<?, ?> timed(
      List<Long> nanos, HttpClient client, URI address, String key, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    long start = System.nanoTime();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    nanos.add(System.nanoTime() - start);
    if (answer.statusCode() / 100 == 2
        && new JsonReader().read(answer.body()) instanceof JsonReading.Value(Map<?, ?> members)) {
      return members;
    }
    throw new IllegalStateException(answer.statusCode() + " " + answer.body());
  }

  private void print(List<Shift> warmUp, List<Shift> measured) {
    out.println("# Review: %d reviewers, %,d open cases".formatted(REVIEWERS, CASES));
    out.println();
    out.println(Machine.describe());
    out.println();
    out.println(Latencies.head());
    out.println(row("next case", measured.stream().flatMap(s -> s.next().stream()).toList()));
    out.println(row("decide", measured.stream().flatMap(s -> s.decided().stream()).toList()));
    List<Object> cases = new ArrayList<>();
    warmUp.forEach(shift -> cases.addAll(shift.cases()));
    measured.forEach(shift -> cases.addAll(shift.cases()));
    out.println();
    out.printf(
        "%,d cases decided, %,d of them twice%n",
        cases.size(), cases.size() - new HashSet<>(cases).size());
  }

  private static String row(String name, List<Long> nanos) {
    return new Latencies(
            nanos.stream().mapToLong(Long::longValue).toArray(), nanos.size(), MEASURED)
        .row(name);
  }
}

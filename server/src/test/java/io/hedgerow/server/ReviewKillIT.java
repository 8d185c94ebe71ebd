package io.hedgerow.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.server.Api.Response;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Reviewers at work while the server is killed. */
final class ReviewKillIT {
  private static final int CASES = 60;
  private static final int REVIEWERS = 8;

  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

  @Test
  void noCaseIsLostAndNoneIsDecidedTwiceWhenTheServerIsKilledAmongDecisions() throws Exception {
    Path folder = RunningServer.temporary();
    Path data = folder.resolve("data");
    ChildServer child = ChildServer.start(data, folder.resolve("child.log"));
    // Reviewers keep their key: with a new one they would be others, and wait for the old leases.
    Api reviewing = child.api();
    notify(reviewing);
    for (int round = 1; round <= 2; round++) {
      List<Future<?>> reviewers = start(reviewing.at(child.api().address()), false);
      int enough = round * CASES / 4;
      Await.until("decisions", () -> acknowledged.size() >= enough);
      child.kill();
      join(reviewers);
      child = ChildServer.start(data, folder.resolve("child.log"));
    }
    try {
      join(start(reviewing.at(child.api().address()), true));
      check(child.api());
    } finally {
      child.stop();
    }
    RunningServer.delete(folder);
  }

  /** Sixty pins, and three notices of twenty each. */
  private static void notify(Api api) {
    for (int i = 0; i < CASES; i++) {
      assertThat(api.event(Api.event("rk-" + i, "rk-" + i, "rk" + i, "pin")).status())
          .isEqualTo(200);
    }
    for (int from = 0; from < CASES; from += 20) {
      String items =
          IntStream.range(from, from + 20)
              .mapToObj(i -> "\"pin:rk" + i + "\"")
              .collect(Collectors.joining(","));
      String body = "{\"items\":[" + items + "],\"policy\":\"spam\",\"text\":\"all of them\"}";
      assertThat(api.post("/v1/notices", Api.JSON, body).status()).isEqualTo(201);
    }
  }

  private List<Future<?>> start(Api api, boolean toTheEnd) {
    List<Future<?>> reviewers = new ArrayList<>();
    for (int i = 0; i < REVIEWERS; i++) {
      String name = "r" + i;
      FutureTask<?> shift = new FutureTask<>(() -> work(api, name, toTheEnd), null);
      Thread.ofVirtual().start(shift);
      reviewers.add(shift);
    }
    return reviewers;
  }

  private static void join(List<Future<?>> reviewers) throws Exception {
    for (Future<?> reviewer : reviewers) {
      reviewer.get();
    }
  }

  private void work(Api api, String name, boolean toTheEnd) {
    try {
      while (true) {
        Response next = api.post("/v1/cases/next", Api.JSON, "{\"reviewer\":\"" + name + "\"}");
        if (next.status() == 200) {
          decide(api, name, next);
        } else if (toTheEnd && none(api)) {
          return;
        }
      }
    } catch (UncheckedIOException _) {
      // the server was killed
    }
  }

  /** Nothing for one reviewer may only mean that others were asking at that moment. */
  private static boolean none(Api api) {
    return !api.get("/v1/queues").raw().body().contains("\"open\":");
  }

  private void decide(Api api, String name, Response next) {
    String body =
        "{\"reviewer\":\"%s\",\"lease\":\"%s\",\"policy\":\"spam\",\"reason\":\"seen\"}"
            .formatted(name, next.text("lease"));
    String path = "/v1/cases/" + next.text("case") + "/decide";
    Response decided = api.post(path, Api.JSON, body);
    assertThat(decided.status()).isBetween(200, 201);
    assertThat(acknowledged.add(next.text("entity"))).as("%s twice", next.text("entity")).isTrue();
  }

  private void check(Api api) {
    Pattern reviewed = Pattern.compile("\"kind\":\"reviewer\"");
    for (int i = 0; i < CASES; i++) {
      String labels = api.get("/v1/labels?entity=pin:rk" + i).raw().body();
      assertThat(reviewed.matcher(labels).results().count()).as("pin:rk%d: %s", i, labels).isOne();
    }
    assertThat(api.get("/v1/queues").raw().body()).doesNotContain("\"leased\":1");
    assertThat(api.get("/v1/audit/verify").text("intact")).isEqualTo("true");
  }
}

package io.hedgerow.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.server.Api.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A bulk action, the objections to it and its undo, while the server is killed in each. */
final class BulkAndAppealKillIT {
  private static final int ENTITIES = 4_000;
  private static final int APPEALS = 40;
  private static final int REVIEWERS = 6;

  private final Set<String> decided = ConcurrentHashMap.newKeySet();
  private Path folder = Path.of("");
  private ChildServer child;

  BulkAndAppealKillIT() throws IOException {
    folder = RunningServer.temporary();
    child = start();
  }

  private ChildServer start() throws IOException {
    return ChildServer.start(folder.resolve("data"), folder.resolve("child.log"));
  }

  @Test
  void nothingIsLostDoneTwiceOrLeftHalfDoneWhenTheServerIsKilled() throws Exception {
    Api asker = key("asker");
    Api other = key("other");
    Api desk = key("desk");
    long bulk = carriedOutAlthoughKilled(asker, other);
    List<String> statements = IntStream.range(0, APPEALS).mapToObj(this::statement).toList();
    filedAlthoughKilled(desk, statements);
    decidedAlthoughKilled(desk);
    undoneAlthoughKilled(asker, bulk);
    assertThat(child.api().get("/v1/audit/verify").text("intact")).isEqualTo("true");
    child.stop();
    RunningServer.delete(folder);
  }

  /** A key that lives on when the server starts again. */
  private Api key(String name) {
    return child
        .api()
        .with(
            child
                .api()
                .post(
                    "/v1/keys",
                    Api.JSON,
                    "{\"name\":\"%s\",\"scopes\":[\"admin\"],\"rate\":100000}".formatted(name))
                .text("key"));
  }

  private Api now(Api caller) {
    return caller.at(child.api().address());
  }

  private void killed() throws Exception {
    child.kill();
    child = start();
  }

  private long carriedOutAlthoughKilled(Api asker, Api other) throws Exception {
    String csv =
        IntStream.range(0, ENTITIES).mapToObj(i -> "pin:b" + i).collect(Collectors.joining("\n"));
    Response asked =
        now(asker)
            .post("/v1/bulk?policy=spam&reason=a%20wave", "text/csv", csv, "idempotency-key", "b");
    assertThat(asked.status()).as(asked.raw().body()).isEqualTo(201);
    long bulk = Long.parseLong(asked.text("id"));
    comesTo(bulk, "previewed");
    assertThat(now(asker).post("/v1/bulk/" + bulk + "/start", Api.JSON, "{}").status())
        .isEqualTo(200);
    assertThat(now(other).post("/v1/bulk/" + bulk + "/approve", Api.JSON, "{}").status())
        .isEqualTo(200);
    Await.until("some is done", () -> through(bulk) > 0);
    killed();
    comesTo(bulk, "done");
    for (int i = 0; i < ENTITIES; i += 97) {
      assertThat(labels("pin:b" + i)).as("pin:b%d", i).containsExactly("violates");
    }
    return bulk;
  }

  private Response bulk(long id) {
    return child.api().get("/v1/bulk/" + id);
  }

  private long through(long id) {
    return Long.parseLong(bulk(id).text("through"));
  }

  private void comesTo(long id, String state) {
    Await.until("bulk action is " + state, () -> bulk(id).text("state").equals(state));
  }

  private List<String> labels(String entity) {
    return child.api().get("/v1/labels?entity=" + entity).list("labels").stream()
        .map(label -> String.valueOf(((Map<?, ?>) label).get("says")))
        .toList();
  }

  private String statement(int pin) {
    String path = "/v1/statements?entity=pin:b" + pin;
    Await.until(
        "a statement on pin:b" + pin, () -> !child.api().get(path).list("statements").isEmpty());
    List<?> told = child.api().get(path).list("statements");
    assertThat(told).as("told once").hasSize(1);
    String link = String.valueOf(((Map<?, ?>) told.getFirst()).get("link"));
    return link.substring(link.lastIndexOf('/') + 1);
  }

  private void filedAlthoughKilled(Api desk, List<String> statements) throws Exception {
    Api before = now(desk);
    Set<String> filed = ConcurrentHashMap.newKeySet();
    Future<?> users =
        begun(() ->
            statements.forEach(s -> {
              if (file(before, s) == 201) {
                filed.add(s);
              }
            }));
    Await.until("some are filed", () -> filed.size() > APPEALS / 3);
    killed();
    users.get();
    for (String statement : statements) {
      int status = file(now(desk), statement);
      assertThat(status)
          .as("acknowledged before: %s", filed.contains(statement))
          .isIn(filed.contains(statement) ? List.of(200) : List.of(200, 201));
    }
    assertThat(now(desk).get("/v1/appeals?limit=500").list("appeals")).hasSize(APPEALS);
  }

  private static int file(Api api, String statement) {
    return api.post(
            "/v1/appeals",
            Api.JSON,
            "{\"statement\":\"%s\",\"text\":\"it is mine\"}".formatted(statement))
        .status();
  }

  private void decidedAlthoughKilled(Api desk) throws Exception {
    List<Future<?>> reviewers = reviewers(now(desk), false);
    Await.until("some are decided", () -> decided.size() > APPEALS / 3);
    killed();
    for (Future<?> reviewer : reviewers) {
      reviewer.get();
    }
    for (Future<?> reviewer : reviewers(now(desk), true)) {
      reviewer.get();
    }
    assertThat(now(desk).get("/v1/appeals?state=decided&limit=500").list("appeals"))
        .hasSize(APPEALS);
    for (int i = 0; i < APPEALS; i++) {
      String entity = "pin:b" + i;
      assertThat(action(entity)).isEqualTo("none");
      assertThat(labels(entity)).as(entity).containsExactly("violates", "negates", "clears");
    }
  }

  private List<Future<?>> reviewers(Api api, boolean toTheEnd) {
    List<Future<?>> shifts = new ArrayList<>();
    for (int i = 0; i < REVIEWERS; i++) {
      String name = "r" + i;
      shifts.add(
          begun(() -> {
            while (work(api, name) || (toTheEnd && waiting(api))) {}
          }));
    }
    return shifts;
  }

  private static boolean waiting(Api api) {
    return !api.get("/v1/appeals").list("appeals").isEmpty();
  }

  private boolean work(Api api, String name) {
    Response next =
        api.post(
            "/v1/cases/next", Api.JSON, "{\"queues\":[\"appeals\"],\"reviewer\":\"" + name + "\"}");
    if (next.status() != 200) {
      return false;
    }
    Response answer =
        api.post(
            "/v1/cases/" + next.text("case") + "/decide",
            Api.JSON,
            "{\"reviewer\":\"%s\",\"lease\":\"%s\",\"reason\":\"it is theirs\"}"
                .formatted(name, next.text("lease")));
    assertThat(answer.status()).as(answer.raw().body()).isBetween(200, 201);
    assertThat(decided.add(next.text("entity"))).as("%s twice", next.text("entity")).isTrue();
    return true;
  }

  private static Future<?> begun(Runnable work) {
    FutureTask<?> task =
        new FutureTask<>(
            () -> {
              try {
                work.run();
              } catch (UncheckedIOException _) {
                // the server was killed
              }
            },
            null);
    Thread.ofVirtual().start(task);
    return task;
  }

  private void undoneAlthoughKilled(Api asker, long bulk) throws Exception {
    assertThat(
            now(asker)
                .post("/v1/bulk/" + bulk + "/undo", Api.JSON, "{\"reason\":\"too wide\"}")
                .status())
        .isEqualTo(200);
    Await.until("some is taken back", () -> through(bulk) < ENTITIES);
    killed();
    comesTo(bulk, "undone");
    Pattern none = Pattern.compile("none");
    for (int i = 0; i < ENTITIES; i += 97) {
      assertThat(action("pin:b" + i)).as("pin:b%d", i).matches(none);
    }
  }

  private String action(String entity) {
    return child.api().get("/v1/enforcement/" + entity).text("action");
  }
}

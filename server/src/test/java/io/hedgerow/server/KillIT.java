package io.hedgerow.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.server.Api.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The server, its PostgreSQL, or both at once are killed at random moments under load: one of each,
 * or as many as {@code -Dhedgerow.kills=20} says.
 */
final class KillIT {
  private static final int ROUNDS = Integer.getInteger("hedgerow.kills", 3);
  private static final int SENDERS = 4;

  /** What was acknowledged: the answer's body by event id. */
  private final Map<String, String> acknowledged = new ConcurrentHashMap<>();

  private final AtomicInteger next = new AtomicInteger();

  @Test
  void afterKillsUnderLoadEverythingAcknowledgedIsThereOnceAndCountersAreRight() throws Exception {
    long seed = 20_260_301;
    Random random = new Random(seed);
    Path folder = RunningServer.temporary();
    Path data = folder.resolve("data");
    Path log = folder.resolve("child.log");
    ChildServer child = ChildServer.start(data, log);
    for (int round = 0; round < ROUNDS; round++) {
      Victim victim = Victim.values()[round % Victim.values().length];
      killUnderLoad(victim, child, data, 50 + random.nextInt(400));
      if (victim != Victim.POSTGRESQL) {
        child = ChildServer.start(data, log);
      }
    }
    try {
      check(child.api(), seed);
    } finally {
      child.stop();
    }
    RunningServer.delete(folder);
  }

  private enum Victim {
    SERVER,
    POSTGRESQL,
    BOTH
  }

  private void killUnderLoad(Victim victim, ChildServer child, Path data, int answers)
      throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    List<Thread> senders = new ArrayList<>();
    for (int i = 0; i < SENDERS; i++) {
      senders.add(Thread.ofVirtual().start(() -> send(child.api(), stop)));
    }
    awaitMore(answers);
    switch (victim) {
      case SERVER -> child.kill();
      case POSTGRESQL -> {
        killPostgres(data);
        awaitMore(answers);
      }
      case BOTH -> {
        killPostgres(data);
        child.kill();
      }
    }
    stop.set(true);
    for (Thread sender : senders) {
      sender.join();
    }
  }

  private void awaitMore(int answers) {
    int enough = acknowledged.size() + answers;
    Await.until("answers under load", () -> acknowledged.size() >= enough);
  }

  private static void killPostgres(Path data) throws IOException {
    long pid;
    try (Stream<Path> files = Files.walk(data)) {
      Path file = files.filter(path -> path.endsWith("postmaster.pid")).findFirst().orElseThrow();
      pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
    }
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
  }

  private void send(Api api, AtomicBoolean stop) {
    while (!stop.get()) {
      int i = next.incrementAndGet();
      String id = "k-" + i;
      try {
        Response answer = api.event(Api.event(id, actor(i), "kp-" + i, "x"));
        if (answer.status() == 200) {
          acknowledged.put(id, answer.raw().body());
        }
      } catch (java.io.UncheckedIOException _) {
        return; // the server was killed while answering
      }
    }
  }

  private static String actor(int i) {
    return "killed-" + i % 3;
  }

  private void check(Api api, long seed) {
    assertThat(api.get("/v1/audit/verify").text("intact")).as("seed %d", seed).isEqualTo("true");
    Map<String, String> kept = new ConcurrentHashMap<>();
    for (int actor = 0; actor < 3; actor++) {
      Set<String> events = events(api, actor(actor));
      events.forEach(id -> kept.put(id, ""));
      Response probe = api.event(Api.event("probe-" + actor, actor(actor), "probe-" + actor, "x"));
      assertThat(probe.object("signals").get("counter.pins_by_actor_1h"))
          .as("counter of %s, seed %d", actor(actor), seed)
          .isEqualTo(events.size() + 1L);
    }
    assertThat(kept.keySet()).as("seed %d", seed).containsAll(acknowledged.keySet());
    acknowledged.forEach((id, body) -> {
      Response kind = api.event(repeat(id));
      assertThat(kind.raw().body()).as("event %s, seed %d", id, seed).isEqualTo(body);
    });
  }

  private static String repeat(String id) {
    int i = Integer.parseInt(id.substring(2));
    return Api.event(id, actor(i), "kp-" + i, "x");
  }

  /** Ids of the events kept for an actor; fails when one is there twice. */
  private static Set<String> events(Api api, String actor) {
    Set<String> ids = new HashSet<>();
    String before = "";
    do {
      Response page = api.get("/v1/decisions?limit=500&entity=account:" + actor + before);
      for (Object decision : page.list("decisions")) {
        if (decision instanceof Map<?, ?> members
            && members.get("event") instanceof Map<?, ?> event) {
          assertThat(ids.add(String.valueOf(event.get("id")))).as("%s twice", event).isTrue();
        }
      }
      Object next = page.json().get("next_before");
      before = next == null ? "" : "&before=" + next;
    } while (!before.isEmpty());
    return ids;
  }
}

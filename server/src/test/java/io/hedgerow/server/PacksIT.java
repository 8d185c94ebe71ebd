package io.hedgerow.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.engine.json.CanonicalJson;
import io.hedgerow.server.Api.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class PacksIT {

  @Test
  void packsAreUploadedActivatedAndRolledBackWithoutAFailedRequest() throws Exception {
    try (RunningServer server = new RunningServer()) {
      Api api = server.api();
      String first = api.get("/v1/packs/active").text("version");
      AtomicBoolean stop = new AtomicBoolean();
      AtomicInteger sent = new AtomicInteger();
      Queue<Integer> failures = new ConcurrentLinkedQueue<>();
      Thread sender =
          Thread.ofVirtual()
              .start(() -> {
                while (!stop.get()) {
                  int i = sent.incrementAndGet();
                  int status =
                      api.event(Api.event("load-" + i, "u" + i % 7, "p" + i, "x")).status();
                  if (status != 200) {
                    failures.add(status);
                  }
                }
              });

      String second = upload(api, "counter.pins_by_actor_1h > 1").text("version");
      assertThat(activate(api, second)).isEqualTo(200);
      assertThat(api.get("/v1/packs/active").text("version")).isEqualTo(second);
      Response rolledBack = api.post("/v1/packs/roll-back", Api.JSON, "{\"reason\":\"too eager\"}");
      assertThat(rolledBack.text("active")).isEqualTo(first);
      for (int i = 0; i < 10; i++) {
        assertThat(activate(api, i % 2 == 0 ? second : first)).isEqualTo(200);
      }
      int soFar = sent.get();
      Await.until("more events after the last change", () -> sent.get() > soFar + 20);
      stop.set(true);
      sender.join();

      assertThat(failures).isEmpty();
      assertThat(api.get("/v1/packs").list("activations")).hasSizeGreaterThanOrEqualTo(12);
    }
  }

  @Test
  void aPackWithErrorsIsRefusedWithAllOfThemAndTheOldOneKeepsRunning() throws Exception {
    try (RunningServer server = new RunningServer()) {
      Api api = server.api();
      String active = api.get("/v1/packs/active").text("version");

      Response refused = upload(api, "counter.pins_by_actor_1h > \\\"many\\\"");

      assertThat(refused.status()).isEqualTo(422);
      assertThat(refused.text("type")).isEqualTo("/problems/pack-refused");
      assertThat(refused.list("diagnostics").toString()).contains("rules/flood.yaml:");
      assertThat(api.get("/v1/packs/active").text("version")).isEqualTo(active);
      assertThat(api.post("/v1/packs", "application/zip", "no zip").status()).isEqualTo(400);
      assertThat(activate(api, "0123")).isEqualTo(404);
    }
  }

  private static int activate(Api api, String version) {
    return api.post("/v1/packs/" + version + "/activate", Api.JSON, "{\"reason\":\"a test\"}")
        .status();
  }

  private static Response upload(Api api, String condition) throws IOException {
    Map<String, Object> files = new TreeMap<>();
    Path folder = RunningServer.smallPack();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString(), Files.readString(file));
      }
    }
    String rules = String.valueOf(files.get("rules/flood.yaml"));
    files.put(
        "rules/flood.yaml",
        rules.replace("counter.pins_by_actor_1h > 3", condition.replace("\\", "")));
    return api.post("/v1/packs", Api.JSON, CanonicalJson.write(files));
  }
}

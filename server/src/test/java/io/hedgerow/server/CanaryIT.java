package io.hedgerow.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.hedgerow.engine.json.CanonicalJson;
import io.hedgerow.server.Api.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What people keep finding wrong ends in shadow without anybody's hand. */
final class CanaryIT {
  private static final String EAGER =
      """
      - id: eager
        on: [pin.created]
        when: "%s"
        label: {policy: spam, confidence: 0.9}
        stage: %s
        reason: eager
      """;

  @Test
  void harmfulRuleStopsByItselfAndTheRecordTheConsoleAndWebhooksSayWhy() throws Exception {
    try (RunningServer server = new RunningServer();
        Hook hook = new Hook()) {
      Api api = server.api();
      hook.listen(api);
      String version =
          activate(api, Map.of("rules/canary.yaml", EAGER.formatted("true", "canary 99%")));
      for (int i = 0; i < 250; i++) {
        assertThat(api.event(Api.event("canary-" + i, "cu" + i, "cp" + i, "x")).status())
            .isEqualTo(200);
      }
      assertThat(stopped(api)).isEqualTo("[]");
      assertThat(api.get("/v1/canaries").list("canaries").toString()).contains("eager");
      judgeAllWrong(api);

      assertThat(stops(api)).contains("eager", "labels audited at random");

      String packs = api.get("/v1/packs").raw().body();
      assertThat(packs).contains("canary guard", "rule `eager` stopped by itself: of ");
      assertThat(api.get("/v1/packs/active").text("version")).isNotEqualTo(version);
      assertThat(api.get("/v1/canaries").list("canaries").toString()).doesNotContain("eager");
      assertThat(api.get("/console/pack").raw().body())
          .contains("Stopped by themselves", "labels audited at random");
      Await.until("the webhook hears", () -> !hook.heard.isEmpty());
      assertThat(hook.heard.element())
          .contains("\"type\":\"canary.stopped\"", "\"name\":\"eager\"", "\"kind\":\"rule\"");
    }
  }

  @Test
  void harmfulBankStopsByItself() throws Exception {
    try (RunningServer server = new RunningServer()) {
      Api api = server.api();
      String banks =
          Files.readString(RunningServer.smallPack().resolve("banks.yaml"))
              .replaceFirst("stage: live", "stage: canary 99%");
      activate(api, Map.of("banks.yaml", banks));
      for (int i = 0; i < 150; i++) {
        pin(api, i);
      }
      assertThat(stopped(api)).isEqualTo("[]");
      assertThat(api.get("/v1/canaries").list("canaries").toString())
          .contains("bank", "known_spam");
      judgeAllWrong(api);

      assertThat(stops(api)).contains("bank", "known_spam");

      assertThat(api.get("/v1/packs").raw().body())
          .contains("canary guard", "bank `known_spam` stopped by itself: of ");
      pin(api, 1_000);
      assertThat(api.get("/v1/entities/pin/bank1000").raw().body())
          .contains("\"action\":\"none\"", "\"effective\":false");
    }
  }

  /** A picture of its own, given by its hash, in the bank before it is pinned. */
  private static void pin(Api api, int number) {
    StringBuilder pdq = new StringBuilder();
    new Random(number).ints(32, 0, 256).forEach(octet -> pdq.append("%02x".formatted(octet)));
    String hash =
        "{\"hash\":\"%s\",\"id\":\"h%d\",\"source\":\"test\",\"tags\":\"\",\"reason\":\"t\"}"
            .formatted(pdq, number);
    assertThat(api.post("/v1/banks/known_spam/hashes", Api.JSON, hash).status()).isLessThan(300);
    String event =
        """
        {"specversion":"1.0","id":"bank-%1$d","source":"/canary","type":"pin.created",\
        "time":"2026-03-01T10:00:00Z",\
        "data":{"actor":"bu%1$d","pin":"bank%1$d","title":"x","image":"pdq:%2$s"}}\
        """
            .formatted(number, pdq);
    assertThat(api.event(event).status()).isEqualTo(200);
  }

  @Test
  void harmfulModelStopsByItselfAndTheOneThatAnswersForTheOthersStays() throws Exception {
    try (RunningServer server = new RunningServer()) {
      Api api = server.api();
      activate(
          api,
          Map.of(
              "signals.yaml",
              "scores:\n  spam: {input: event.title, stage: live}\n",
              "rules/canary.yaml",
              EAGER.formatted("score.spam > 0.99", "live")));
      String sound = ModelsIT.climb(api, ModelsIT.model("spam", -30), "live");
      String eager = ModelsIT.climb(api, ModelsIT.model("spam", 30), "shadow");
      String canary = "{\"stage\":\"canary\",\"percent\":60,\"reason\":\"a test\"}";
      assertThat(api.post("/v1/models/" + eager + "/stage", Api.JSON, canary).status())
          .isEqualTo(200);
      for (int i = 0; i < 400; i++) {
        String title = "onion soup number " + i;
        assertThat(api.event(Api.event("model-" + i, "mu" + i, "mp" + i, title)).status())
            .isEqualTo(200);
      }
      assertThat(stopped(api)).isEqualTo("[]");
      assertThat(api.get("/v1/canaries").list("canaries").toString()).contains("model", eager);
      judgeAllWrong(api);

      assertThat(stops(api)).contains("model", eager.substring(0, 12));

      Response model = api.get("/v1/models/" + eager);
      assertThat(model.text("stage")).isEqualTo("shadow");
      assertThat(model.raw().body()).contains("canary guard", "stopped by itself: of ");
      assertThat(api.get("/v1/models/" + sound).text("stage")).isEqualTo("live");
      assertThat(api.get("/v1/audit/entries").raw().body()).contains("model moved", "canary guard");
      assertThat(api.get("/v1/audit/verify").text("intact")).isEqualTo("true");
    }
  }

  /** The model is as live as it was before the pack asked it; what is new is the pack's score. */
  @Test
  void harmfulScoreOfAPackStopsByItselfAndTheModelStays() throws Exception {
    try (RunningServer server = new RunningServer()) {
      Api api = server.api();
      String model = ModelsIT.climb(api, ModelsIT.model("spam", 30), "live");
      activate(
          api,
          Map.of(
              "signals.yaml",
              "scores:\n  spam: {input: event.title, stage: canary 99%}\n",
              "rules/canary.yaml",
              EAGER.formatted("score.spam > 0.99", "live")));
      for (int i = 0; i < 250; i++) {
        String title = "onion soup number " + i;
        assertThat(api.event(Api.event("score-" + i, "su" + i, "sp" + i, title)).status())
            .isEqualTo(200);
      }
      assertThat(stopped(api)).isEqualTo("[]");
      assertThat(api.get("/v1/canaries").list("canaries").toString()).contains("score", "spam");
      judgeAllWrong(api);

      assertThat(stops(api)).contains("score", "spam");

      assertThat(api.get("/v1/packs").raw().body())
          .contains("canary guard", "score `spam` stopped by itself: of ");
      assertThat(api.get("/v1/models/" + model).text("stage")).isEqualTo("live");
      api.event(Api.event("score-after", "su9999", "sp9999", "onion soup again"));
      assertThat(api.get("/v1/entities/pin/sp9999").raw().body())
          .doesNotContain("\"action\":\"limit");
    }
  }

  /** Those that stopped after one more look; the server's own may have come before. */
  private static String stops(Api api) {
    stopped(api);
    return api.get("/v1/canaries").list("stopped").toString();
  }

  private static String stopped(Api api) {
    return api.post("/v1/canaries/look", Api.JSON, "{}").list("stopped").toString();
  }

  /** The small pack with some files of it changed. */
  private static String activate(Api api, Map<String, String> changed) throws IOException {
    Map<String, Object> files = new TreeMap<>();
    Path folder = RunningServer.smallPack();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString(), Files.readString(file));
      }
    }
    files.putAll(changed);
    Response uploaded = api.post("/v1/packs", Api.JSON, CanonicalJson.write(files));
    String version = uploaded.text("version");
    assertThat(
            api.post("/v1/packs/" + version + "/activate", Api.JSON, "{\"reason\":\"a test\"}")
                .status())
        .as(uploaded.raw().body())
        .isLessThan(300);
    return version;
  }

  /** A person who finds nothing wrong with any of them. */
  private static void judgeAllWrong(Api api) {
    String next = "{\"reviewer\":\"canary-%s\",\"order\":[\"arrival\"]}";
    for (int i = 0; i < 200; i++) {
      Response taken = api.post("/v1/cases/next", Api.JSON, next.formatted(i % 7));
      if (taken.status() != 200) {
        return;
      }
      String body =
          "{\"lease\":\"%s\",\"reason\":\"looked\",\"reviewer\":\"canary-%s\"}"
              .formatted(taken.text("lease"), i % 7);
      assertThat(api.post("/v1/cases/" + taken.text("case") + "/decide", Api.JSON, body).status())
          .isEqualTo(201);
    }
  }

  /** Somebody who hears of what stops. */
  private static final class Hook implements AutoCloseable {
    private final HttpServer http;
    private final Queue<String> heard = new ConcurrentLinkedQueue<>();

    Hook() throws IOException {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      http.createContext(
          "/",
          exchange -> {
            heard.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
          });
      http.start();
    }

    void listen(Api api) {
      String body =
          "{\"url\":\"http://127.0.0.1:%d/\",\"messages\":[\"canary.stopped\"]}"
              .formatted(http.getAddress().getPort());
      assertThat(api.post("/v1/webhooks", Api.JSON, body).status()).isEqualTo(201);
    }

    @Override
    public void close() {
      http.stop(0);
    }
  }
}

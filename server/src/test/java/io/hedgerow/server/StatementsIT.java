package io.hedgerow.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.hedgerow.engine.json.JsonReader;
import io.hedgerow.engine.json.JsonReading;
import io.hedgerow.server.Api.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** From a restriction to the statement that its user reads, and back by an objection. */
final class StatementsIT {

  /** A product that keeps what it is told. */
  private static final class Product implements AutoCloseable {
    private final HttpServer http;
    private final List<Map<?, ?>> messages = new CopyOnWriteArrayList<>();

    Product() throws IOException {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      http.createContext(
          "/hook",
          exchange -> {
            String body =
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            messages.add(map(new JsonReader().read(body)));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
          });
      http.start();
    }

    List<Map<?, ?>> of(String type) {
      return messages.stream().filter(m -> type.equals(m.get("type"))).toList();
    }

    @Override
    public void close() {
      http.stop(0);
    }
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return switch (value) {
      case JsonReading.Value(Map<?, ?> map) -> map;
      case Map<?, ?> map -> map;
      case null, default -> throw new AssertionError("no object: " + value);
    };
  }

  private static RunningServer pinboard(String... settings) {
    String[] all = new String[settings.length + 2];
    all[0] = "hedgerow.pack";
    all[1] = "../packs/pinboard";
    System.arraycopy(settings, 0, all, 2, settings.length);
    return new RunningServer(all);
  }

  /** Where it really listens, whatever it calls itself. */
  private static Api local(RunningServer server, String key) {
    return new Api(URI.create("http://127.0.0.1:" + server.server().port()), key);
  }

  private static void pin(Api api, String pin, String language) {
    api.event(
        """
        {"specversion":"1.0","id":"made-%1$s","source":"/test","type":"pin.created",\
        "time":"2026-03-01T10:00:00Z","data":{"actor":{"id":"maker-%1$s","language":"%2$s"},\
        "pin":"%1$s","title":"bread"}}\
        """
            .formatted(pin, language));
  }

  private static void label(Api api, String entity, String policy, String more) {
    Response written =
        api.post(
            "/v1/labels",
            Api.JSON,
            """
            {"entity":"%s","policy":"%s","confidence":1,"source":{"kind":"hash","id":"bank"},
             "reason":"matches a known picture"%s}\
            """
                .formatted(entity, policy, more));
    assertThat(written.status()).as(written.raw().body()).isEqualTo(201);
  }

  private static Map<?, ?> statement(Api api, String entity) {
    Await.until(
        "a statement",
        () -> !api.get("/v1/statements?entity=" + entity).list("statements").isEmpty());
    return map(api.get("/v1/statements?entity=" + entity).list("statements").getFirst());
  }

  private static Response appeal(Api api, String link, String text) {
    return api.post(
        "/v1/appeals", Api.JSON, "{\"statement\":\"%s\",\"text\":\"%s\"}".formatted(link, text));
  }

  @Test
  void aRestrictionIsToldByWebhookInTheUsersLanguageWithALinkThatNeedsNoLogin() throws Exception {
    try (Product product = new Product();
        RunningServer server = pinboard("hedgerow.public-url", "https://safety.example.org")) {
      Api api = local(server, server.key());
      api.post(
          "/v1/webhooks",
          Api.JSON,
          "{\"url\":\"http://127.0.0.1:%d/hook\"}".formatted(product.http.getAddress().getPort()));
      pin(api, "p1", "de-CH");
      label(api, "pin:p1", "spam", "");
      Await.until(
          "both the pin and its maker's warning are told",
          () -> product.of("statement.issued").size() >= 2);
      Map<?, ?> told =
          product.of("statement.issued").stream()
              .map(m -> map(m.get("data")))
              .filter(m -> "pin:p1".equals(m.get("entity")))
              .findFirst()
              .orElseThrow();
      assertThat(told.get("language")).isEqualTo("de");
      assertThat(told.get("owner")).isEqualTo("account:maker-p1");
      assertThat(told.get("machine")).isEqualTo(true);
      assertThat(String.valueOf(map(told.get("text")).get("policy")))
          .contains("„Spam und Manipulation“");
      assertThat(map(told.get("surfaces")).get("search")).isEqualTo("remove");
      assertThat(String.valueOf(told.get("url")))
          .isEqualTo("https://safety.example.org" + told.get("link"));

      Api stranger = local(server, "");
      Response page = stranger.get(String.valueOf(told.get("link")));
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.raw().body())
          .contains("<html lang=\"de\" dir=\"ltr\">", "Spam und Manipulation", "Widersprechen");
      assertThat(page.header("content-security-policy")).contains("script-src 'self'");
      assertThat(page.header("x-content-type-options")).isEqualTo("nosniff");
      assertThat(page.header("referrer-policy")).isEqualTo("no-referrer");
      assertThat(page.header("cache-control")).contains("no-store");
      assertThat(stranger.get("/statements/AAAAAAAAAAAAAAAAAAAAAA").status()).isEqualTo(404);
      assertThat(stranger.get("/v1/statements?entity=pin:p1").status()).isEqualTo(401);
    }
  }

  @Test
  void anAppealByProgramIsHeardOnceAndDecidedByAPersonAlone() {
    try (RunningServer server = pinboard()) {
      Api api = server.api();
      pin(api, "p1", "fr");
      label(api, "pin:p1", "spam", "");
      Map<?, ?> statement = statement(api, "pin:p1");
      assertThat(statement.get("language")).isEqualTo("fr");
      String link = String.valueOf(statement.get("link"));
      assertThat(appeal(api, link, "c’est mon pain").status()).isEqualTo(201);
      assertThat(appeal(api, link, "encore").status()).isEqualTo(200);
      assertThat(appeal(api, "guessed", "x").status()).isEqualTo(404);
      assertThat(appeal(api, link, "x".repeat(6_000)).status()).isEqualTo(422);
      assertThat(map(api.get("/v1/appeals").list("appeals").getFirst()).get("objection"))
          .isEqualTo("c’est mon pain");

      assertThat(api.post("/v1/cases/next", Api.JSON, "{\"queues\":[\"appeals\"]}").status())
          .as("a program that works for nobody")
          .isEqualTo(204);
      Response next =
          api.post("/v1/cases/next", Api.JSON, "{\"queues\":[\"appeals\"],\"reviewer\":\"zoe\"}");
      assertThat(next.status()).isEqualTo(200);
      String decide = "/v1/cases/" + next.json().get("case") + "/decide";
      String lease = next.text("lease");
      assertThat(
              api.post(decide, Api.JSON, "{\"lease\":\"%s\",\"reason\":\"bread\"}".formatted(lease))
                  .status())
          .isEqualTo(403);
      String decision =
          "{\"lease\":\"%s\",\"reason\":\"du pain\",\"reviewer\":\"zoe\"}".formatted(lease);
      assertThat(api.post(decide, Api.JSON, decision).status()).isEqualTo(201);
      assertThat(api.post(decide, Api.JSON, decision).status()).as("sent twice").isEqualTo(200);

      assertThat(api.get("/v1/enforcement/pin:p1").text("action")).isEqualTo("none");
      assertThat(api.get("/v1/enforcement/account:maker-p1").text("action")).isEqualTo("none");
      Map<?, ?> line = map(api.get("/v1/appeals/statistics").list("source").getFirst());
      assertThat(line.get("key")).isEqualTo("hash:bank");
      assertThat(line.get("overturned")).isEqualTo(1L);
      assertThat(map(line.get("changed_share")).get("value")).isEqualTo(1.0);
      assertThat((Double) map(line.get("changed_share")).get("low")).isBetween(0.1, 0.4);
    }
  }

  @Test
  void anAppealAfterTheWindowIsRefusedAndThePageSaysSo() {
    try (RunningServer server = pinboard("hedgerow.appeal-window", "1s")) {
      Api api = server.api();
      pin(api, "p1", "es");
      label(api, "pin:p1", "spam", "");
      String link = String.valueOf(statement(api, "pin:p1").get("link"));
      Await.until("the window to end", () -> api.get(link).raw().body().contains("plazo"));
      assertThat(appeal(api, link, "tarde").status()).isEqualTo(410);
      assertThat(api.get(link).raw().body()).doesNotContain("<form");
    }
  }

  @Test
  void aTimedActionThatRunsOutIsToldByWebhook() throws Exception {
    try (Product product = new Product();
        RunningServer server = pinboard()) {
      Api api = server.api();
      api.post(
          "/v1/webhooks",
          Api.JSON,
          "{\"url\":\"http://127.0.0.1:%d/hook\",\"messages\":[\"enforcement.changed\"]}"
              .formatted(product.http.getAddress().getPort()));
      label(api, "link:shop.example", "spam", ",\"lasts\":\"1s\"");
      Await.until("the end of the restriction", () -> lapse(product).isPresent());
      assertThat(map(map(lapse(product).orElseThrow().get("data")).get("before")).get("action"))
          .isEqualTo("limit");
      assertThat(api.get("/v1/enforcement/link:shop.example").text("action")).isEqualTo("none");
    }
  }

  private static Optional<Map<?, ?>> lapse(Product product) {
    return product.of("enforcement.changed").stream()
        .filter(m -> "time".equals(map(m.get("data")).get("cause")))
        .<Map<?, ?>>map(m -> m)
        .findFirst();
  }
}

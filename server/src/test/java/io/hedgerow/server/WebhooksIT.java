package io.hedgerow.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.hedgerow.engine.json.JsonReader;
import io.hedgerow.engine.json.JsonReading;
import io.hedgerow.server.Api.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

final class WebhooksIT {

  /** A product that is down at first. */
  private static final class Product implements AutoCloseable {
    private final HttpServer http;
    private final AtomicInteger failuresLeft;
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<String> signed = new CopyOnWriteArrayList<>();

    Product(int failures) throws IOException {
      failuresLeft = new AtomicInteger(failures);
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      http.createContext("/hook", this::take);
      http.start();
    }

    private void take(HttpExchange exchange) throws IOException {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      boolean fail = failuresLeft.getAndDecrement() > 0;
      if (!fail) {
        bodies.add(body);
        signed.add(
            exchange.getRequestHeaders().getFirst("webhook-id")
                + "."
                + exchange.getRequestHeaders().getFirst("webhook-timestamp")
                + "."
                + body
                + "|"
                + exchange.getRequestHeaders().getFirst("webhook-signature"));
      }
      exchange.sendResponseHeaders(fail ? 503 : 204, -1);
      exchange.close();
    }

    /** What each message was known by, in the order they came. */
    Stream<String> ids() {
      return signed.stream().map(text -> text.substring(0, text.indexOf('.')));
    }

    String url() {
      return "http://127.0.0.1:" + http.getAddress().getPort() + "/hook";
    }

    @Override
    public void close() {
      http.stop(0);
    }
  }

  @Test
  void changesArriveInOrderSignedAfterFailuresAndARestart() throws Exception {
    try (Product product = new Product(3);
        RunningServer server = new RunningServer()) {
      Response registered = server.api().post("/v1/webhooks", Api.JSON, about(product));
      assertThat(registered.status()).isEqualTo(201);

      label(server.api(), "violates");
      label(server.api(), "clears");
      label(server.api(), "violates");
      Await.until("three changes", () -> product.bodies.size() >= 3);

      assertThat(actions(product)).startsWith("limit", "none", "limit");
      byte[] secret =
          Base64.getDecoder().decode(registered.text("secret").substring("whsec_".length()));
      assertThat(product.signed).allSatisfy(signed -> assertThat(fits(signed, secret)).isTrue());

      product.failuresLeft.set(2);
      int before = product.bodies.size();
      server.api().event(Api.event("unrelated", "u", "p", "x"));
      label(server.api(), "clears");
      server.restart();
      Await.until("the change made before the restart", () -> product.bodies.size() > before);
      assertThat(actions(product).getLast()).isEqualTo("none");
    }
  }

  @Test
  void aChangeThatWasTakenIsNotSaidAgain() throws Exception {
    int changes = 150;
    try (Product product = new Product(0);
        RunningServer server = new RunningServer()) {
      server.api().post("/v1/webhooks", Api.JSON, about(product));
      for (int i = 0; i < changes; i++) {
        label(server.api(), i % 2 == 0 ? "violates" : "clears");
      }
      Await.until("all changes", () -> product.ids().distinct().count() == changes);

      assertThat(product.ids()).doesNotHaveDuplicates().hasSize(changes);
    }
  }

  @Test
  void whatIsNeverTakenBecomesADeadLetterThatCanBeRevived() throws Exception {
    try (Product product = new Product(1_000);
        RunningServer server = new RunningServer("hedgerow.webhooks.give-up-after", "0s")) {
      Api api = server.api();
      String id = api.post("/v1/webhooks", Api.JSON, about(product)).text("id");
      label(api, "violates");
      Await.until(
          "a dead letter",
          () -> !api.get("/v1/webhooks/dead-letters").list("dead_letters").isEmpty());

      product.failuresLeft.set(0);
      assertThat(api.post("/v1/webhooks/" + id + "/revive", Api.JSON, "{}").json().get("revived"))
          .isEqualTo(1L);
      Await.until("the revived change", () -> !product.bodies.isEmpty());
    }
  }

  private static String about(Product product) {
    return "{\"url\":\"%s\",\"messages\":[\"enforcement.changed\"]}".formatted(product.url());
  }

  private static void label(Api api, String says) {
    Response written =
        api.post(
            "/v1/labels",
            Api.JSON,
            """
            {"entity":"pin:hooked","policy":"spam","says":"%s","confidence":0.95,
             "source":{"kind":"model","id":"m"},"reason":"a test"}\
            """
                .formatted(says));
    assertThat(written.status()).as(written.raw().body()).isEqualTo(201);
  }

  private static List<String> actions(Product product) {
    return product.bodies.stream().map(WebhooksIT::action).toList();
  }

  private static String action(String body) {
    if (new JsonReader().read(body) instanceof JsonReading.Value(Map<?, ?> message)
        && message.get("data") instanceof Map<?, ?> data
        && data.get("enforcement") instanceof Map<?, ?> enforcement) {
      return String.valueOf(enforcement.get("action"));
    }
    throw new AssertionError("no enforcement in " + body);
  }

  private static boolean fits(String signed, byte[] secret) {
    int bar = signed.lastIndexOf('|');
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      byte[] expected = mac.doFinal(signed.substring(0, bar).getBytes(StandardCharsets.UTF_8));
      return signed.substring(bar + 1).equals("v1," + Base64.getEncoder().encodeToString(expected));
    } catch (java.security.GeneralSecurityException failure) {
      throw new AssertionError(failure);
    }
  }
}

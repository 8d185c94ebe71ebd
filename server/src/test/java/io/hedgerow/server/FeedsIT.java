package io.hedgerow.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.hedgerow.server.Api.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bank that follows three imitated exchanges. */
final class FeedsIT {
  private static final String FIRST = "01".repeat(32);
  private static final String SECOND = "f3".repeat(32);

  private final Map<String, String> pages = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer exchange;

  @TempDir private Path folder;

  @BeforeEach
  void open() throws IOException {
    exchange = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    exchange.createContext(
        "/",
        call -> {
          String address = call.getRequestURI().toString();
          asked.add(address + " " + call.getRequestHeaders().getFirst("x-key"));
          byte[] page = pages.getOrDefault(address, "").getBytes(StandardCharsets.UTF_8);
          call.sendResponseHeaders(
              page.length == 0 ? 503 : 200, page.length == 0 ? -1 : page.length);
          call.getResponseBody().write(page);
          call.close();
        });
    exchange.start();
  }

  @AfterEach
  void close() {
    exchange.stop(0);
  }

  private String feeds() {
    URI host = URI.create("http://127.0.0.1:" + exchange.getAddress().getPort());
    String feed =
        "{\"bank\":\"known_spam\",\"source\":\"%1$s\",\"kind\":\"%1$s\",\"url\":\"%2$s/%1$s\","
            + "\"header\":\"x-key: secret\",\"every\":\"1d\"}";
    try {
      return Files.writeString(
              folder.resolve("feeds.json"),
              "[%s,%s,%s]"
                  .formatted(
                      feed.formatted("threat_exchange", host),
                      feed.formatted("stop_ncii", host),
                      feed.formatted("ncmec", host)))
          .toString();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String threatExchange(String entries, String after, boolean more) {
    return "{\"data\":[%s],\"paging\":{\"cursors\":{\"after\":\"%s\"}%s}}"
        .formatted(entries, after, more ? ",\"next\":\"x\"" : "");
  }

  private static String stopNcii(String records, String next) {
    return "{\"hashRecords\":[%s],\"nextSetTimestamp\":\"%s\",\"hasMoreRecords\":false}"
        .formatted(records, next);
  }

  private static String ncmec(String inside) {
    return "<queryResult><images count=\"1\" maxTimestamp=\"2026-01-01T00:00:00Z\">%s</images>"
            .formatted(inside)
        + "</queryResult>";
  }

  @Test
  void pagesAreTakenUpFromTheirCheckpointAndTombstonesStopMatching() {
    pages.put(
        "/threat_exchange",
        threatExchange("{\"id\":\"1\",\"indicator\":\"" + FIRST + "\"}", "p1", true));
    pages.put(
        "/threat_exchange?after=p1",
        threatExchange("{\"id\":\"2\",\"indicator\":\"" + SECOND + "\"}", "p2", false));
    pages.put(
        "/stop_ncii",
        stopNcii("{\"hashValue\":\"%s\",\"hashStatus\":\"Active\"}".formatted(FIRST), "t1"));
    pages.put(
        "/ncmec",
        ncmec(
            "<image><member id=\"7\">M</member><id>i1</id><fingerprints><pdq>%s</pdq></fingerprints></image>"
                .formatted(SECOND)));
    try (RunningServer server = new RunningServer("hedgerow.feeds", feeds())) {
      Api api = server.api();
      Await.until(
          "all three have been read at the start",
          () -> api.get("/v1/banks/known_spam").text("matching").equals("4"));
      assertThat(asked).allMatch(request -> request.endsWith("secret"));

      pages.put(
          "/threat_exchange?after=p2",
          threatExchange("{\"id\":\"1\",\"should_delete\":true}", "p3", false));
      pages.put(
          "/stop_ncii?startTimestamp=t1",
          stopNcii("{\"hashValue\":\"%s\",\"hashStatus\":\"Deleted\"}".formatted(FIRST), "t2"));
      pages.put(
          "/ncmec?from=2026-01-01T00%3A00%3A00Z",
          ncmec("<deletedImage><member id=\"7\">M</member><id>i1</id></deletedImage>"));
      Response synced = api.post("/v1/banks/known_spam/sync", Api.JSON, "");

      assertThat(synced.raw().body()).doesNotContain("\"complete\":false");
      assertThat(api.get("/v1/banks/known_spam").text("matching")).isEqualTo("1");
      assertThat(
              api.get("/v1/banks/known_spam/history?source=threat_exchange&id=1").list("changes"))
          .hasSize(2);

      Response away = api.post("/v1/banks/known_spam/sync", Api.JSON, "");
      assertThat(away.raw().body()).contains("the exchange answered 503");
      assertThat(api.get("/v1/banks/known_spam").text("matching")).isEqualTo("1");

      server.restart();
      assertThat(server.api().get("/v1/banks/known_spam").text("matching")).isEqualTo("1");
    }
  }
}

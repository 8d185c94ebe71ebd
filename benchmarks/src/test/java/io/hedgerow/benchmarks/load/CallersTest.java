package io.hedgerow.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallersTest {
  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  private volatile int status = 200;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/v1/events",
        call -> {
          String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          seen.add(call.getRequestHeaders().getFirst("Authorization") + " " + body);
          byte[] answer = "{}".getBytes(StandardCharsets.UTF_8);
          call.sendResponseHeaders(status, answer.length);
          call.getResponseBody().write(answer);
          call.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  private URI events() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/events");
  }

  private static Load load(int bodies, int callers, double rate) {
    List<String> numbers = IntStream.range(0, bodies).mapToObj(Integer::toString).toList();
    return Load.of("text/plain", numbers, 2, callers, rate);
  }

  @Test
  void everyBodyIsSentOnceAndMeasured() throws Exception {
    Latencies latencies = new Callers(events(), "k", load(100, 4, 0)).run();

    assertThat(seen).hasSize(100).contains("Bearer k 0", "Bearer k 99");
    assertThat(latencies.nanos()).hasSize(100).doesNotContain(0);
    assertThat(latencies.events()).isEqualTo(200);
  }

  @Test
  void aProcessOfItsOwnMeasuresOneLoadAfterTheOther(@TempDir Path folder) throws Exception {
    try (CallerProcess callers = CallerProcess.start(events(), "k", folder)) {
      callers.run(load(10, 2, 0));
      Latencies latencies = callers.run(load(30, 2, 1_000));

      assertThat(seen).hasSize(30);
      assertThat(latencies.nanos()).hasSize(30).doesNotContain(0);
      assertThat(latencies.took()).isPositive();
    }
  }

  @Test
  void callsAreNotMadeBeforeTheyAreDue() throws Exception {
    Latencies latencies = new Callers(events(), "k", load(20, 4, 100)).run();

    assertThat(latencies.took().toMillis()).isGreaterThanOrEqualTo(190);
  }

  @Test
  void anAnswerThatIsNoSuccessEndsTheMeasurement() {
    status = 503;

    assertThatThrownBy(() -> new Callers(events(), "k", load(3, 1, 0)).run())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("answered 503");
  }
}

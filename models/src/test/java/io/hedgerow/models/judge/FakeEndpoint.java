package io.hedgerow.models.judge;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A chat endpoint on a free port of this machine, saying what a test wants it to. */
public final class FakeEndpoint implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch released = new CountDownLatch(1);
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private final Queue<String> keys = new ConcurrentLinkedQueue<>();
  private final AtomicInteger inside = new AtomicInteger();
  private final AtomicInteger mostInside = new AtomicInteger();

  /** What becomes of a request. */
  @FunctionalInterface
  public interface Answering {
    void answer(FakeEndpoint endpoint, HttpExchange exchange) throws IOException;
  }

  /** What becomes of a request whose body is this. */
  @FunctionalInterface
  public interface Reading {
    void answer(String body, HttpExchange exchange) throws IOException;
  }

  private FakeEndpoint(HttpServer server) {
    this.server = server;
  }

  public static FakeEndpoint start(Answering answering) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    FakeEndpoint endpoint = new FakeEndpoint(server);
    server.setExecutor(endpoint.threads);
    server.createContext(
        "/v1/chat/completions",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          exchange.setAttribute("body", body);
          endpoint.asked.add(body);
          endpoint.keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          endpoint.mostInside.accumulateAndGet(endpoint.inside.incrementAndGet(), Math::max);
          try (exchange) {
            answering.answer(endpoint, exchange);
          } finally {
            endpoint.inside.decrementAndGet();
          }
        });
    server.start();
    return endpoint;
  }

  /** Answers by what is asked. */
  public static FakeEndpoint reading(Reading reading) throws IOException {
    return start((_, exchange) -> reading.answer(body(exchange), exchange));
  }

  private static String body(HttpExchange exchange) {
    return String.valueOf(exchange.getAttribute("body"));
  }

  /** Answers everything alike. */
  public static FakeEndpoint saying(int status, String body) throws IOException {
    return start((_, exchange) -> send(exchange, status, body));
  }

  /** The body of an answer that says this. */
  public static String envelope(String content) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.putArray("choices")
        .addObject()
        .put("finish_reason", "stop")
        .putObject("message")
        .put("role", "assistant")
        .put("content", content);
    root.putObject("usage").put("total_tokens", 120);
    return root.toString();
  }

  public static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  /** Keeps the caller waiting until the endpoint is closed. */
  public void hang() {
    try {
      released.await();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  public URI base() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
  }

  public Queue<String> asked() {
    return asked;
  }

  public Queue<String> keys() {
    return keys;
  }

  /** The most requests that were inside at the same time. */
  public int mostInside() {
    return mostInside.get();
  }

  @Override
  public void close() {
    released.countDown();
    server.stop(0);
    threads.close();
  }
}

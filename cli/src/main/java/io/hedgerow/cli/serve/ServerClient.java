package io.hedgerow.cli.serve;

import io.hedgerow.engine.json.CanonicalJson;
import io.hedgerow.engine.json.JsonReader;
import io.hedgerow.engine.json.JsonReading;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** A server's API, as a program with a key uses it. Thread-safe. */
final class ServerClient {
  static final String JSON = "application/json";
  private static final int BUSY = 503;
  private static final JsonReader READER = new JsonReader();

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private final URI server;
  private final String key;

  ServerClient(URI server, String key) {
    this.server = server;
    this.key = key;
  }

  /**
   * An answer below 400.
   *
   * @param members of the JSON object it holds; empty when it holds none
   */
  record Answer(int status, Map<String, Object> members) {
    long number(String name) {
      return members.get(name) instanceof Long number ? number : 0;
    }

    String text(String name) {
      return String.valueOf(members.get(name));
    }
  }

  Answer get(String path) throws IOException, InterruptedException {
    return send(path, request(path).GET().build());
  }

  Answer post(String path, Map<String, Object> members) throws IOException, InterruptedException {
    return post(path, JSON, CanonicalJson.write(members));
  }

  /** Sends until the server has room for it. */
  Answer post(String path, String type, String body) throws IOException, InterruptedException {
    return send(
        path,
        request(path).header("Content-Type", type).POST(BodyPublishers.ofString(body)).build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve(path))
        .header("Authorization", "Bearer " + key)
        .timeout(Duration.ofSeconds(60));
  }

  private Answer send(String path, HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    while (answer.statusCode() == BUSY) {
      Thread.sleep(Duration.ofMillis(500));
      answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    }
    if (answer.statusCode() >= 400) {
      throw new Refused(path, answer.statusCode(), answer.body());
    }
    return new Answer(
        answer.statusCode(),
        answer.body().startsWith("{") ? members(READER.read(answer.body())) : Map.of());
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> members(JsonReading reading) {
    return reading instanceof JsonReading.Value(Map<?, ?> members)
        ? (Map<String, Object>) members
        : Map.of();
  }

  /** The server understood and said no. */
  static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;

    Refused(String path, int status, String body) {
      super("the server answered " + status + " to " + path + ": " + body);
      this.status = status;
    }

    int status() {
      return status;
    }
  }
}

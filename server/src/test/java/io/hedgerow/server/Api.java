package io.hedgerow.server;

import io.hedgerow.engine.json.JsonReader;
import io.hedgerow.engine.json.JsonReading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A caller with a key. */
final class Api {
  static final String EVENT = "application/cloudevents+json";
  static final String BATCH = "application/cloudevents-batch+json";
  static final String JSON = "application/json";

  private final HttpClient client;
  private final URI address;
  private final String key;
  private final Duration patience;

  Api(URI address, String key) {
    this(HttpClient.newHttpClient(), address, key, Duration.ofSeconds(30));
  }

  private Api(HttpClient client, URI address, String key, Duration patience) {
    this.client = client;
    this.address = address;
    this.key = key;
    this.patience = patience;
  }

  /** The same caller who waits longer for an answer. */
  Api waiting(Duration longer) {
    return new Api(client, address, key, longer);
  }

  /** The same caller with another key; an empty one sends none. */
  Api with(String otherKey) {
    return new Api(client, address, otherKey, patience);
  }

  /** The same caller at a server that has moved. */
  Api at(URI other) {
    return new Api(client, other, key, patience);
  }

  /** What the key is called in grants and in the audit chain. */
  String prefix() {
    return key.substring(0, 11);
  }

  URI address() {
    return address;
  }

  /** An answer, read. */
  record Response(HttpResponse<String> raw) {
    int status() {
      return raw.statusCode();
    }

    String header(String name) {
      return raw.headers().firstValue(name).orElse("");
    }

    Map<?, ?> json() {
      if (new JsonReader().read(raw.body()) instanceof JsonReading.Value(Map<?, ?> members)) {
        return members;
      }
      throw new AssertionError("no JSON object in " + raw.statusCode() + ": " + raw.body());
    }

    Map<?, ?> object(String member) {
      if (json().get(member) instanceof Map<?, ?> object) {
        return object;
      }
      throw new AssertionError("no object `" + member + "` in " + raw.body());
    }

    String text(String member) {
      return String.valueOf(json().get(member));
    }

    List<?> list(String member) {
      if (json().get(member) instanceof List<?> list) {
        return list;
      }
      throw new AssertionError("no list `" + member + "` in " + raw.body());
    }
  }

  Response get(String path) {
    return send(request(path).GET());
  }

  Response delete(String path) {
    return send(request(path).DELETE());
  }

  Response post(String path, String type, String body, String... headers) {
    return post(path, type, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  Response post(String path, String type, byte[] body, String... headers) {
    HttpRequest.Builder request =
        request(path)
            .header("content-type", type)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  Response send(String method, String path, String type, String body) {
    return send(
        request(path)
            .header("content-type", type)
            .method(method, HttpRequest.BodyPublishers.ofString(body)));
  }

  /** One event for {@code /v1/events}. */
  static String event(String id, String actor, String pin, String title) {
    return """
    {"specversion":"1.0","id":"%s","source":"/test","type":"pin.created",\
    "time":"2026-03-01T10:00:00Z","data":{"actor":"%s","pin":"%s","title":"%s"}}\
    """
        .formatted(id, actor, pin, title);
  }

  Response event(String event) {
    return post("/v1/events", EVENT, event);
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path)).timeout(patience);
    return key.isEmpty() ? request : request.header("authorization", "Bearer " + key);
  }

  private Response send(HttpRequest.Builder request) {
    try {
      return new Response(
          client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8)));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}

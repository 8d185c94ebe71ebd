package io.hedgerow.cli.models;

import io.hedgerow.cli.CommandFailure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running server, and the key to it. */
final class ServerOptions {
  static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String KEY = "HEDGEROW_KEY";

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "Where the server is. Default: ${DEFAULT-VALUE}.")
  private URI server = URI.create("http://127.0.0.1:8080");

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description = {
        "Holds the API key, with the scope packs:read or packs:write.",
        "Default: the environment's " + KEY + "."
      })
  private @Nullable Path keyFile;

  JsonNode get(String path) throws IOException {
    return send(HttpRequest.newBuilder(server.resolve(path)).GET());
  }

  JsonNode post(String path, JsonNode body) throws IOException {
    return send(
        HttpRequest.newBuilder(server.resolve(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException {
    HttpRequest whole =
        request.timeout(PATIENCE).header("Authorization", "Bearer " + key()).build();
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      HttpResponse<String> answer = client.send(whole, HttpResponse.BodyHandlers.ofString());
      JsonNode body = read(answer);
      if (answer.statusCode() >= 400) {
        throw new CommandFailure("the server refused: " + reason(body));
      }
      return body;
    } catch (ConnectException _) {
      throw new CommandFailure("no server answers at " + server + "; start it, or give --server");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted");
    }
  }

  private JsonNode read(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (JacksonException _) {
      throw new CommandFailure(
          "what answers at %s with %d is no Hedgerow server"
              .formatted(server, answer.statusCode()));
    }
  }

  private static String reason(JsonNode problem) {
    JsonNode lacks = problem.path("falls_short");
    String detail = problem.path("detail").asString(problem.path("title").asString(""));
    return lacks.isArray()
        ? StreamSupport.stream(lacks.spliterator(), false)
            .map(each -> "\n  " + each.asString())
            .collect(Collectors.joining("", "the model falls short of the gate", ""))
        : detail;
  }

  private String key() throws IOException {
    if (keyFile != null) {
      return Files.readString(keyFile).strip();
    }
    String key = System.getenv(KEY);
    if (key == null) {
      throw new CommandFailure("no API key: set " + KEY + " or give --key-file");
    }
    return Objects.requireNonNull(key).strip();
  }
}

package io.hedgerow.server;

import io.hedgerow.server.access.Permission;
import io.hedgerow.server.settings.ServerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** A server on a free port with a PostgreSQL of its own, in a folder that goes with it. */
final class RunningServer implements AutoCloseable {
  private final Path folder;
  private HedgerowServer server;
  private Api api;
  private final Map<String, String> settings;

  RunningServer(String... keysAndValues) {
    folder = temporary();
    settings = settings(folder.resolve("data"), keysAndValues);
    server = HedgerowServer.start(ServerSettings.of(settings));
    api = new Api(server.address(), server.issueKey("test", Set.of(Permission.ADMIN)));
  }

  static Map<String, String> settings(Path data, String... keysAndValues) {
    Map<String, String> settings = new HashMap<>();
    settings.put("hedgerow.port", "0");
    settings.put("hedgerow.data", data.toString());
    settings.put("hedgerow.pack", smallPack().toString());
    settings.put("hedgerow.log-events", "false");
    settings.put("hedgerow.log-format", "text");
    settings.put("hedgerow.webhooks.private-addresses", "true");
    settings.put("hedgerow.webhooks.first-retry", "20ms");
    for (int i = 0; i < keysAndValues.length; i += 2) {
      settings.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return settings;
  }

  HedgerowServer server() {
    return server;
  }

  /** A key that may do everything. */
  String key() {
    return server.issueKey("test", Set.of(Permission.ADMIN));
  }

  /** A caller who may do everything. */
  Api api() {
    return api;
  }

  /** A caller whose key has these scopes only. */
  Api api(Permission... scopes) {
    return api.with(server.issueKey("test", Set.of(scopes)));
  }

  /** Stops it and starts it again on the same data. */
  void restart() {
    server.close();
    server = HedgerowServer.start(ServerSettings.of(settings));
    api = new Api(server.address(), server.issueKey("test", Set.of(Permission.ADMIN)));
  }

  static Path smallPack() {
    try {
      return Path.of(
          Objects.requireNonNull(RunningServer.class.getResource("/packs/small")).toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static Path temporary() {
    try {
      return Files.createTempDirectory("hedgerow-server");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static void delete(Path folder) {
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    server.close();
    delete(folder);
  }
}

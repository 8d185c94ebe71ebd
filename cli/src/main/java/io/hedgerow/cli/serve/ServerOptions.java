package io.hedgerow.cli.serve;

import io.hedgerow.cli.CommandFailure;
import io.hedgerow.server.settings.ServerSettings;
import io.hedgerow.server.settings.Setting;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The settings that have options of their own; the rest come by {@code --set} or the environment.
 */
final class ServerOptions {
  @Option(names = "--port", description = "Port to listen on; 0 takes any free one. Default: 8080.")
  private @Nullable Integer port;

  @Option(
      names = "--db",
      paramLabel = "URL",
      description = "JDBC address of your PostgreSQL. Default: a private one in the data folder.")
  private @Nullable String database;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description =
          "Where the database and the counters are kept. Default: what the settings say, else ./data;"
              + " for `demo` a temporary folder.")
  private @Nullable Path data;

  @Option(names = "--pack", paramLabel = "FOLDER", description = "The pack to start with.")
  private @Nullable Path pack;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Any setting of docs/reference/settings.md, for example hedgerow.queue=5000.")
  private Map<String, String> more = new LinkedHashMap<>();

  /** Made by picocli, which fills the annotated fields. */
  ServerOptions() {}

  /** Options win over the environment, and both over these defaults. */
  ServerSettings settings(Map<String, String> defaults) {
    Map<String, String> settings = new HashMap<>(defaults);
    settings.putAll(ServerSettings.fromEnvironment(System.getenv()));
    refuseSecrets();
    settings.putAll(more);
    put(settings, "hedgerow.port", port);
    put(settings, "hedgerow.db", database);
    put(settings, "hedgerow.data", data);
    put(settings, "hedgerow.pack", pack);
    return ServerSettings.of(settings);
  }

  private void refuseSecrets() {
    for (Setting setting : Setting.values()) {
      if (setting.environmentOnly() && more.containsKey(setting.key())) {
        throw new CommandFailure(
            "`%s` is read from the environment only: set %s"
                .formatted(setting.key(), setting.environmentName()));
      }
    }
  }

  private static void put(Map<String, String> settings, String key, @Nullable Object value) {
    if (value != null) {
      settings.put(key, value.toString());
    }
  }

  boolean choosesData() {
    return data != null || database != null;
  }
}

package io.hedgerow.engine.pack;

import io.hedgerow.engine.pack.TrailDefinition.Keep;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code trails.yaml}. */
final class TrailReader {
  static final Set<String> KEYS =
      Set.of("description", "on", "key", "keep", "where", "window", "limit");
  static final int DEFAULT_LIMIT = 100;
  static final int MOST = 500;

  private static final Map<String, Keep> KEEPS =
      Map.of("subject", Keep.SUBJECT, "actor", Keep.ACTOR);

  private final SourceFile file;
  private final Diagnostics diagnostics;

  TrailReader(SourceFile file, Diagnostics diagnostics) {
    this.file = file;
    this.diagnostics = diagnostics;
  }

  Map<String, TrailDefinition> read() {
    Map<String, TrailDefinition> trails = new LinkedHashMap<>();
    YamlFile.parse(file, diagnostics)
        .flatMap(node -> Fields.ofAny(file, diagnostics, node, "trails.yaml"))
        .ifPresent(all ->
            all.names().forEach(name -> trail(all, name).ifPresent(t -> trails.put(name, t))));
    return trails;
  }

  private Optional<TrailDefinition> trail(Fields all, String name) {
    if (!name.matches("[a-z][a-z0-9_]{0,63}")) {
      diagnostics.error(
          all.keyAt(name),
          "`" + name + "` is no trail name",
          "use lower-case letters, digits, `_`");
    }
    return all.fields(name, "trail `" + name + "`", KEYS).map(f -> trail(all, name, f));
  }

  private TrailDefinition trail(Fields all, String name, Fields fields) {
    if (!fields.has("on")) {
      diagnostics.error(all.keyAt(name), "trail `" + name + "` needs `on`", "name event types");
    }
    return new TrailDefinition(
        name,
        fields.texts("on"),
        fields.expression("key"),
        keep(fields),
        fields.optionalExpression("where"),
        window(fields),
        fields.integer("limit", 1, MOST).orElse(DEFAULT_LIMIT),
        all.keyAt(name));
  }

  private static Keep keep(Fields fields) {
    String word = fields.optionalText("keep").orElse("subject").toLowerCase(Locale.ROOT);
    Keep keep = KEEPS.get(word);
    if (keep == null) {
      fields.error(
          "keep",
          "`" + word + "` is nothing a trail keeps",
          Suggestion.hint(word, List.of("subject", "actor")));
      return Keep.SUBJECT;
    }
    return keep;
  }

  private static Duration window(Fields fields) {
    fields.text("window");
    Duration window = fields.duration("window").orElse(Duration.ofHours(1));
    if (window.compareTo(CounterReader.SHORTEST) < 0
        || window.compareTo(CounterReader.LONGEST) > 0) {
      fields.error(
          "window", "a window must be from 1m to 30d, was " + DurationText.write(window), "");
    }
    return window;
  }
}

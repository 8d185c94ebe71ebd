package io.hedgerow.engine.pack;

import io.hedgerow.engine.pack.CounterDefinition.Aggregation;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads {@code counters.yaml}. */
final class CounterReader {
  static final Map<String, Aggregation> AGGREGATIONS = aggregations();
  static final Set<String> KEYS = keys();
  static final Duration SHORTEST = Duration.ofMinutes(1);
  static final Duration LONGEST = Duration.ofDays(30);

  private final SourceFile file;
  private final Diagnostics diagnostics;

  CounterReader(SourceFile file, Diagnostics diagnostics) {
    this.file = file;
    this.diagnostics = diagnostics;
  }

  private static Map<String, Aggregation> aggregations() {
    Map<String, Aggregation> byWord = new TreeMap<>();
    for (Aggregation aggregation : Aggregation.values()) {
      byWord.put(aggregation.name().toLowerCase(Locale.ROOT), aggregation);
    }
    return byWord;
  }

  private static Set<String> keys() {
    Set<String> keys = new TreeSet<>(AGGREGATIONS.keySet());
    keys.addAll(List.of("on", "key", "where", "window", "description"));
    return keys;
  }

  Map<String, CounterDefinition> read(Doubts doubts) {
    Optional<Fields> all =
        YamlFile.parse(file, diagnostics)
            .flatMap(node -> Fields.ofAny(file, diagnostics, node, "counters.yaml"));
    Map<String, CounterDefinition> counters = new LinkedHashMap<>();
    if (all.isEmpty()) {
      doubts.family("counter");
    }
    for (String name : all.map(Fields::names).orElse(Set.of())) {
      int before = diagnostics.errors();
      all.flatMap(fields -> counter(fields, name)).ifPresent(c -> counters.put(name, c));
      if (diagnostics.errors() > before) {
        doubts.name("counter." + name);
      }
    }
    return counters;
  }

  private Optional<CounterDefinition> counter(Fields all, String name) {
    if (!name.matches("[a-z][a-z0-9_]{0,63}")) {
      diagnostics.error(
          all.keyAt(name),
          "`" + name + "` is no counter name",
          "use lower-case letters, digits, `_`");
    }
    return all.fields(name, "counter `" + name + "`", KEYS).map(f -> counter(all, name, f));
  }

  private CounterDefinition counter(Fields all, String name, Fields fields) {
    List<String> chosen = AGGREGATIONS.keySet().stream().filter(fields::has).toList();
    if (chosen.size() != 1) {
      diagnostics.error(
          all.keyAt(name),
          "counter `" + name + "` needs exactly one aggregation, has " + chosen.size(),
          "one of: " + String.join(", ", AGGREGATIONS.keySet()));
    }
    String word = chosen.isEmpty() ? "count" : chosen.getFirst();
    if (!fields.has("on")) {
      diagnostics.error(all.keyAt(name), "counter `" + name + "` needs `on`", "name event types");
    }
    return new CounterDefinition(
        name,
        fields.texts("on"),
        fields.expression("key"),
        AGGREGATIONS.getOrDefault(word, Aggregation.COUNT),
        chosen.isEmpty() ? new Expression("true", all.keyAt(name)) : fields.expression(word),
        fields.optionalExpression("where"),
        window(fields),
        all.keyAt(name));
  }

  private Duration window(Fields fields) {
    fields.text("window");
    Duration window = fields.duration("window").orElse(Duration.ofHours(1));
    if (window.compareTo(SHORTEST) < 0 || window.compareTo(LONGEST) > 0) {
      fields.error(
          "window", "a window must be from 1m to 30d, was " + DurationText.write(window), "");
    }
    return window;
  }
}

package io.hedgerow.engine.pack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code queues.yaml}. */
final class QueueReader {
  static final Set<String> KEYS =
      Set.of(
          "title",
          "policies",
          "languages",
          "kinds",
          "events",
          "minimum_severity",
          "when",
          "due",
          "due_by_policy",
          "granted");

  /** Queues that are there without being declared. */
  private static final Set<String> TAKEN = Set.of("general", "appeals");

  private final SourceFile file;
  private final Diagnostics diagnostics;

  QueueReader(SourceFile file, Diagnostics diagnostics) {
    this.file = file;
    this.diagnostics = diagnostics;
  }

  /** In the file's order. */
  List<QueueDefinition> read() {
    List<QueueDefinition> queues = new ArrayList<>();
    YamlFile.parse(file, diagnostics)
        .flatMap(node -> Fields.ofAny(file, diagnostics, node, "queues.yaml"))
        .ifPresent(all ->
            all.names()
                .forEach(name ->
                    all.fields(name, "queue `" + name + "`", KEYS)
                        .ifPresent(fields -> queues.add(queue(all, name, fields)))));
    return queues;
  }

  private QueueDefinition queue(Fields all, String name, Fields fields) {
    if (!name.matches("[a-z][a-z0-9_]{0,63}")) {
      diagnostics.error(
          all.keyAt(name),
          "`" + name + "` is no queue name",
          "use lower-case letters, digits, `_`");
    }
    if (TAKEN.contains(name)) {
      diagnostics.error(
          all.keyAt(name),
          "queue `" + name + "` is there already",
          "`general` takes what no queue takes, `appeals` takes objections; choose another name");
    }
    return new QueueDefinition(
        name,
        fields.optionalText("title").orElse(name.replace('_', ' ')),
        fields.texts("policies"),
        fields.texts("languages"),
        fields.texts("kinds"),
        fields.texts("events"),
        fields.integer("minimum_severity", 1, 5).orElse(1),
        fields.optionalExpression("when"),
        fields.duration("due"),
        clocks(fields),
        fields.truth("granted").orElse(false),
        all.keyAt(name));
  }

  private Map<String, Duration> clocks(Fields fields) {
    Map<String, Duration> clocks = new HashMap<>();
    fields
        .node("due_by_policy")
        .flatMap(node -> Fields.ofAny(file, diagnostics, node, "`due_by_policy`"))
        .ifPresent(policies ->
            policies
                .names()
                .forEach(
                    policy -> policies.duration(policy).ifPresent(due -> clocks.put(policy, due))));
    return clocks;
  }
}

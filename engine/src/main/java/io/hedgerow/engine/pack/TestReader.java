package io.hedgerow.engine.pack;

import io.hedgerow.engine.decision.Verdict;
import io.hedgerow.engine.event.Event;
import io.hedgerow.engine.event.EventKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads one file of {@code tests/}. Events are written short: {@code at} is an offset from a fixed
 * Monday noon, {@code repeat} and {@code every} make runs of them, {@code {n}} in a text is the
 * number within the run, and {@code {ago: 2d}} is a time before the event's.
 */
final class TestReader {
  static final Set<String> KEYS = Set.of("name", "events", "expect", "signals");
  static final Set<String> EVENT_KEYS = Set.of("type", "at", "repeat", "every", "data", "id");
  static final Set<String> EXPECT_KEYS =
      Set.of("verdict", "fires", "silent", "exactly", "labels", "unlabelled");
  static final Instant START = Instant.parse("2026-01-05T12:00:00Z");

  private static final Map<String, Verdict> VERDICTS =
      Map.of(
          "allow", Verdict.ALLOW,
          "limit", Verdict.LIMIT,
          "hold", Verdict.HOLD,
          "block", Verdict.BLOCK);

  private final SourceFile file;
  private final Diagnostics diagnostics;
  private final Set<String> eventTypes;

  TestReader(SourceFile file, Diagnostics diagnostics, Set<String> eventTypes) {
    this.file = file;
    this.diagnostics = diagnostics;
    this.eventTypes = eventTypes;
  }

  List<PackTest> read() {
    List<PackTest> tests = new ArrayList<>();
    for (Node node : YamlSequence.of(file, diagnostics, "tests")) {
      Fields.of(file, diagnostics, node, "a test", KEYS).ifPresent(f -> tests.add(test(f)));
    }
    return tests;
  }

  private PackTest test(Fields fields) {
    List<Event> events = new ArrayList<>();
    for (Node node : fields.elements("events")) {
      Fields.of(file, diagnostics, node, "an event", EVENT_KEYS)
          .ifPresent(event -> addEvents(event, events));
    }
    if (events.isEmpty()) {
      diagnostics.error(fields.span, "a test needs `events`", "give at least one");
    }
    Optional<Fields> expect = fields.fields("expect", "`expect`", EXPECT_KEYS);
    if (expect.isEmpty()) {
      diagnostics.error(fields.span, "a test needs `expect`", "for example {verdict: allow}");
    }
    return new PackTest(
        fields.text("name"),
        events,
        data(fields.node("signals"), new Moment(START, 1)),
        expect.flatMap(e -> e.choice("verdict", VERDICTS)),
        expect.map(e -> e.texts("fires")).orElse(List.of()),
        expect.map(e -> e.texts("silent")).orElse(List.of()),
        expect.flatMap(e -> e.truth("exactly")).orElse(false),
        expect.map(this::labels).orElse(new PackTest.Labels(List.of(), List.of())),
        fields.span);
  }

  private PackTest.Labels labels(Fields expect) {
    List<String> present = expect.texts("labels");
    for (String label : present) {
      if (!label.matches("[a-z0-9_-]{1,40}:\\S+ [a-z0-9_-]+")) {
        expect.error("labels", "`" + label + "` is no label", "write it like `pin:p1 spam`");
      }
    }
    List<String> unlabelled = expect.texts("unlabelled");
    for (String entity : unlabelled) {
      if (!entity.matches("[a-z0-9_-]{1,40}:\\S+")) {
        expect.error("unlabelled", "`" + entity + "` is no entity", "write it like `pin:p1`");
      }
    }
    return new PackTest.Labels(present, unlabelled);
  }

  private void addEvents(Fields fields, List<Event> events) {
    String type = fields.text("type");
    if (fields.has("type") && !eventTypes.isEmpty() && !eventTypes.contains(type)) {
      fields.error("type", "unknown event type `" + type + "`", Suggestion.hint(type, eventTypes));
    }
    Duration at = offset(fields).orElse(Duration.ZERO);
    Duration every = fields.duration("every").orElse(Duration.ofSeconds(1));
    int repeat = fields.integer("repeat", 1, 10_000).orElse(1);
    for (int n = 1; n <= repeat; n++) {
      Instant time = START.plus(at).plus(every.multipliedBy(n - 1));
      String id = fields.optionalText("id").orElse("test-" + (events.size() + 1));
      Map<String, Object> data = data(fields.node("data"), new Moment(time, n));
      events.add(new Event(new EventKey("/pack-test", id), type, time, time, data));
    }
  }

  private Optional<Duration> offset(Fields fields) {
    Optional<String> text = fields.optionalText("at");
    Optional<Duration> offset =
        text.flatMap(t -> DurationText.parse(t.startsWith("+") ? t.substring(1) : t));
    if (text.isPresent() && offset.isEmpty()) {
      fields.error("at", "`at` must be an offset such as +5m, was `" + text.get() + "`", "");
    }
    return offset;
  }

  /** When an event of a run happens, and which of the run it is. */
  private record Moment(Instant time, int number) {}

  private Map<String, Object> data(Optional<Node> node, Moment moment) {
    if (node.isPresent() && node.get() instanceof MappingNode mapping) {
      return map(mapping, moment);
    }
    node.ifPresent(n -> diagnostics.error(file.span(n), "this must be a mapping", ""));
    return Map.of();
  }

  private Map<String, Object> map(MappingNode mapping, Moment moment) {
    Map<String, Object> members = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode key) {
        value(tuple.getValueNode(), moment).ifPresent(v -> members.put(key.getValue(), v));
      }
    }
    return Collections.unmodifiableMap(members);
  }

  private Optional<Object> value(Node node, Moment moment) {
    return switch (node) {
      case MappingNode mapping -> Optional.of(ago(mapping, moment).orElse(map(mapping, moment)));
      case SequenceNode sequence ->
          Optional.of(
              sequence.getValue().stream().flatMap(n -> value(n, moment).stream()).toList());
      case ScalarNode scalar -> scalar(scalar, moment);
      default -> Optional.empty();
    };
  }

  private static Optional<Object> ago(MappingNode mapping, Moment moment) {
    if (mapping.getValue().size() == 1
        && mapping.getValue().getFirst().getKeyNode() instanceof ScalarNode key
        && key.getValue().equals("ago")
        && mapping.getValue().getFirst().getValueNode() instanceof ScalarNode duration) {
      return DurationText.parse(duration.getValue()).map(d -> moment.time().minus(d).toString());
    }
    return Optional.empty();
  }

  private Optional<Object> scalar(ScalarNode scalar, Moment moment) {
    String text = scalar.getValue();
    Tag tag = scalar.getTag();
    try {
      if (tag.equals(Tag.NULL)) {
        return Optional.empty();
      } else if (tag.equals(Tag.BOOL)) {
        return Optional.of(Boolean.parseBoolean(text));
      } else if (tag.equals(Tag.INT)) {
        return Optional.of(Long.parseLong(text));
      } else if (tag.equals(Tag.FLOAT)) {
        return Optional.of(Double.parseDouble(text));
      }
    } catch (NumberFormatException _) {
      diagnostics.error(file.span(scalar), "`" + text + "` is no number", "quote it if it is text");
    }
    return Optional.of(text.replace("{n}", Integer.toString(moment.number())));
  }
}

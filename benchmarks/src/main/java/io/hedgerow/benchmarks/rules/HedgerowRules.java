package io.hedgerow.benchmarks.rules;

import io.hedgerow.engine.CompiledPack;
import io.hedgerow.engine.Engine;
import io.hedgerow.engine.LabelView;
import io.hedgerow.engine.PackCompilation;
import io.hedgerow.engine.Signals;
import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.event.Event;
import io.hedgerow.engine.event.EventJson;
import io.hedgerow.engine.event.EventKey;
import io.hedgerow.engine.event.EventReader;
import io.hedgerow.engine.event.EventReading;
import io.hedgerow.engine.pack.DiagnosticText;
import io.hedgerow.engine.pack.PackLoader;
import io.hedgerow.engine.pack.PackLoading;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The rules as a pack. What is measured is the whole decision, with reasons and traces. */
final class HedgerowRules implements RuleEngine {
  private final Engine engine;
  private final List<Event> events;

  HedgerowRules(Map<String, byte[]> pack, List<BenchEvent> events) {
    LabelView none = (_, _, _) -> false;
    engine = new Engine(compiled(pack), Signals.NONE, none);
    this.events = events(events);
  }

  /** As they come out of the reader of events. */
  static List<Event> events(List<BenchEvent> events) {
    Instant time = Instant.parse("2026-03-01T00:00:00Z");
    EventReader reader = new EventReader();
    List<Event> read = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      Instant at = time.plusMillis(i);
      Event event =
          new Event(new EventKey("/bench", "e" + i), "bench.event", at, at, events.get(i).map());
      if (reader.read(EventJson.write(event)) instanceof EventReading.Accepted(Event accepted)) {
        read.add(accepted);
      }
    }
    return read;
  }

  static CompiledPack compiled(Map<String, byte[]> files) {
    return switch (PackLoader.load(files)) {
      case PackLoading.Loaded(var pack, var _) ->
          switch (CompiledPack.compile(pack)) {
            case PackCompilation.Compiled(CompiledPack compiled) -> compiled;
            case PackCompilation.Failed(var wrong) ->
                throw new IllegalStateException(DiagnosticText.render(wrong));
          };
      case PackLoading.Failed failed ->
          throw new IllegalStateException(DiagnosticText.render(failed.diagnostics()));
    };
  }

  static Map<String, byte[]> files(List<BenchRule> rules) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rules.size(); i++) {
      text.append(rule("r" + i, rules.get(i).cel("event.")));
    }
    Map<String, String> files = new TreeMap<>();
    files.put("pack.yaml", "name: bench\ndescription: bench\nowners: [bench]\n");
    files.put(
        "events.yaml",
        """
        types:
          bench.event:
            actor: user
            subject: {kind: account, field: user}
            fields: {user: string, ip: string, text: text, age: int, links: int, score: double}
        """);
    files.put(
        "policies/spam.yaml",
        "id: spam\ntitle: Spam\nseverity: 2\nlegal_category: SCAMS_AND_FRAUD\ntext: No spam.\n"
            + "enforcement: {action: limit, minimum_confidence: 0.8}\n");
    files.put("rules/bench.yaml", text.toString());
    Map<String, byte[]> bytes = new TreeMap<>();
    files.forEach((path, content) -> bytes.put(path, content.getBytes(StandardCharsets.UTF_8)));
    return bytes;
  }

  /** The same rules, four counters, and four rules that read them and seldom fire. */
  static Map<String, byte[]> withCounters(List<BenchRule> rules) {
    Map<String, byte[]> files = files(rules);
    String on = ": {on: [bench.event], key: event.";
    String counters =
        "events_by_user_1h"
            + on
            + "user, count: event.user, window: 1h}\n"
            + "ips_by_user_1d"
            + on
            + "user, distinct: event.ip, window: 1d}\n"
            + "links_by_user_1h"
            + on
            + "user, sum: event.links, window: 1h}\n"
            + "events_by_ip_1h"
            + on
            + "ip, count: event.user, window: 1h}\n";
    files.put("counters.yaml", counters.getBytes(StandardCharsets.UTF_8));
    StringBuilder text = new StringBuilder();
    for (String when :
        List.of(
            "counter.events_by_user_1h > 1000000",
            "counter.ips_by_user_1d > 1000000",
            "counter.links_by_user_1h > 1000000000",
            "counter.events_by_ip_1h > 1000000")) {
      text.append(rule("c" + when.substring(8, 20), when));
    }
    files.put("rules/counters.yaml", text.toString().getBytes(StandardCharsets.UTF_8));
    return files;
  }

  private static String rule(String id, String when) {
    return "- id: "
        + id
        + "\n  on: [bench.event]\n  when: '"
        + when
        + "'\n  label: {policy: spam, confidence: 0.5}\n  then: [review]\n  stage: live\n"
        + "  reason: bench\n";
  }

  @Override
  public int decide(int event, int[] fired) {
    Decision decision = engine.decide(events.get(event));
    int count = 0;
    for (var rule : decision.fired()) {
      fired[count++] = Integer.parseInt(rule.rule(), 1, rule.rule().length(), 10);
    }
    return count;
  }
}

package io.hedgerow.benchmarks.rules;

import io.hedgerow.engine.CompiledPack;
import io.hedgerow.engine.Engine;
import io.hedgerow.engine.LabelView;
import io.hedgerow.engine.PackCompilation;
import io.hedgerow.engine.Signals;
import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.event.Event;
import io.hedgerow.engine.event.EventKey;
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

  HedgerowRules(List<BenchRule> rules, List<BenchEvent> events) {
    LabelView none = (_, _, _) -> false;
    engine = new Engine(compiled(files(rules)), Signals.NONE, none);
    this.events = events(events);
  }

  /** As they come out of the reader of events. */
  static List<Event> events(List<BenchEvent> events) {
    Instant time = Instant.parse("2026-03-01T00:00:00Z");
    List<Event> read = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      Instant at = time.plusMillis(i);
      read.add(
          new Event(new EventKey("/bench", "e" + i), "bench.event", at, at, events.get(i).map()));
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
      text.append("- id: r").append(i).append("\n  on: [bench.event]\n  when: '");
      text.append(rules.get(i).cel("event.")).append("'\n  label: {policy: spam, confidence: 0.5}");
      text.append("\n  then: [review]\n  stage: live\n  reason: bench\n");
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

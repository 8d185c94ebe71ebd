package io.hedgerow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.decision.FiredRule;
import io.hedgerow.engine.decision.RuleTrace;
import io.hedgerow.engine.decision.Trace;
import io.hedgerow.engine.event.Event;
import io.hedgerow.engine.event.EventKey;
import io.hedgerow.engine.pack.Diagnostic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Signals are asked for only where a rule needs them, and never to show what a rule saw. */
final class TraceOnDemandTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Map<String, String> FILES =
      Map.of(
          "pack.yaml",
          "name: p\ndescription: d\nowners: [o]\n",
          "events.yaml",
          """
          types:
            pin.created:
              fields: {pin: string, user: string, image: image, age: int, flag: bool}
              subject: {kind: pin, field: pin}
          """,
          "policies/abuse.yaml",
          "id: abuse\ntitle: Abuse\ntext: No abuse.\n",
          "banks.yaml",
          "known: {policy: abuse, stage: live, distance: 24}\n"
              + "other: {policy: abuse, stage: live, distance: 24}\n",
          "counters.yaml",
          "pins: {on: [pin.created], key: event.user, count: event.pin, window: 1h}\n"
              + "first: {on: [pin.created], key: event.user, first_seen: event.flag, window: 1h}\n",
          "rules/all.yaml",
          rule(
                  "early",
                  "event.flag || match.known <= 20 || has_label(\"pin:\" + event.pin, \"abuse\")")
              + rule("late", "event.age > 3 && !event.flag && match.known <= 20")
              + rule("either", "event.age > 5 ? match.other < 9 : counter.pins > 2")
              + rule("seen", "has(counter.first) || (event.age > 1 && has(match.other))"));

  private final List<String> asked = new ArrayList<>();

  private static String rule(String id, String when) {
    return "- id: %s\n  on: [pin.created]\n  when: '%s'\n".formatted(id, when)
        + "  label: {policy: abuse}\n  then: [hold]\n  stage: live\n  reason: r\n";
  }

  private Engine engine(Map<String, Object> matches) {
    Map<String, byte[]> bytes = new HashMap<>();
    FILES.forEach((path, text) -> bytes.put(path, text.getBytes(StandardCharsets.UTF_8)));
    CompiledPack pack =
        switch (CompiledPack.load(bytes)) {
          case PackCompilation.Compiled(CompiledPack compiled) -> compiled;
          case PackCompilation.Failed(List<Diagnostic> wrong) -> throw new AssertionError(wrong);
        };
    return new Engine(
        pack,
        (signal, _) -> {
          asked.add(signal.reference());
          return Optional.ofNullable(matches.get(signal.reference()));
        },
        (entity, _, _) -> {
          asked.add("label." + entity + ".abuse");
          return false;
        });
  }

  private static Event pin(int number, Map<String, Object> data) {
    Map<String, Object> all = new HashMap<>(data);
    all.put("pin", "p" + number);
    all.put("image", "i");
    Instant at = NOON.plusSeconds(number);
    return new Event(new EventKey("/test", "e" + number), "pin.created", at, at, all);
  }

  private static Trace trace(Decision decision, String rule) {
    return decision.fired().stream()
        .filter(fired -> fired.rule().equals(rule))
        .map(FiredRule::trace)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatARuleDidNotNeedShowsAsNotNeededAndIsNotComputed() {
    Engine engine = engine(Map.of("match.known", new Signals.Match(3, "s", "h")));
    Decision decision = engine.decide(pin(1, Map.of("flag", true, "user", "u", "age", 1L)));
    Trace early = trace(decision, "early");

    assertThat(asked).isEmpty();
    assertThat(early.value()).contains("true");
    assertThat(early.children()).extracting(Trace::unneeded).containsExactly(false, true, true);
    assertThat(decision.signals()).containsOnlyKeys("counter.first", "counter.pins");
  }

  @Test
  void aSignalIsAskedForOnceHoweverManyRulesNeedIt() {
    Engine engine = engine(Map.of("match.known", new Signals.Match(3, "s", "h")));
    Decision decision = engine.decide(pin(1, Map.of("flag", false, "user", "u", "age", 4L)));

    assertThat(decision.fired()).extracting(FiredRule::rule).contains("early", "late");
    assertThat(asked).containsOnlyOnce("match.known").doesNotContain("match.other");
  }

  @Test
  void aCounterThatTheEventCannotNeedIsNotRead() {
    Decision decision =
        engine(Map.of()).decide(pin(1, Map.of("flag", true, "user", "u", "age", 9L)));
    assertThat(decision.signals()).doesNotContainKey("counter.pins");
  }

  @Test
  void explainingADecisionShowsTheTracesThatItsRulesGave() {
    SplittableRandom random = new SplittableRandom(1);
    Engine engine = engine(Map.of("match.known", new Signals.Match(3, "s", "h")));
    List<Event> events = new ArrayList<>();
    List<Decision> decisions = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      Map<String, Object> data = new HashMap<>();
      if (random.nextInt(4) > 0) {
        data.put("user", "u" + random.nextInt(3));
      }
      if (random.nextInt(5) > 0) {
        data.put("flag", random.nextBoolean());
      }
      if (random.nextInt(5) > 0) {
        data.put("age", random.nextLong(12));
      }
      events.add(pin(i, data));
      decisions.add(engine.decide(events.getLast()));
    }
    List<String> before = List.copyOf(asked);
    for (int i = 0; i < events.size(); i++) {
      Decision decision = decisions.get(i);
      List<RuleTrace> explained = engine.explain(events.get(i), decision);
      for (FiredRule fired : decision.fired()) {
        assertThat(fired.trace().value()).contains("true");
        assertThat(explained.stream().filter(e -> e.rule().equals(fired.rule())).findFirst())
            .map(RuleTrace::trace)
            .contains(fired.trace());
      }
    }
    assertThat(asked).as("asked for while showing").isEqualTo(before);
    assertThat(decisions.stream().flatMap(d -> d.fired().stream()).map(FiredRule::rule).distinct())
        .hasSize(4);
    assertThat(traces(decisions).anyMatch(Trace::unneeded)).isTrue();
    assertThat(traces(decisions).anyMatch(trace -> trace.missing().isPresent())).isTrue();
  }

  private static Stream<Trace> traces(List<Decision> decisions) {
    return decisions.stream().flatMap(d -> d.fired().stream()).flatMap(f -> all(f.trace()));
  }

  private static Stream<Trace> all(Trace trace) {
    return Stream.concat(
        Stream.of(trace), trace.children().stream().flatMap(TraceOnDemandTest::all));
  }
}

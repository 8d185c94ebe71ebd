package io.hedgerow.engine;

import io.hedgerow.engine.CompiledPack.CompiledRule;
import io.hedgerow.engine.CompiledPack.TypePlan;
import io.hedgerow.engine.condition.EventTyping;
import io.hedgerow.engine.condition.Names.Name;
import io.hedgerow.engine.condition.Outcome;
import io.hedgerow.engine.condition.Outcome.Truth;
import io.hedgerow.engine.condition.Scope;
import io.hedgerow.engine.condition.TypedEvent;
import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.decision.RuleTrace;
import io.hedgerow.engine.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Re-creates what rules saw, from the signals a decision recorded. */
final class Recorded {
  private Recorded() {}

  static List<RuleTrace> explain(TypePlan plan, CompiledPack pack, Event event, Decision decision) {
    Scope scope = scope(plan, pack, event, decision);
    List<Outcome> outcomes = plan.rules().stream().map(rule -> outcome(rule, scope)).toList();
    scope.settle();
    List<RuleTrace> traces = new ArrayList<>();
    for (CompiledRule rule : plan.rules()) {
      traces.add(
          new RuleTrace(
              rule.rule().id(),
              rule.rule().stage(),
              word(outcomes.get(traces.size())),
              rule.when().trace(scope)));
    }
    return traces;
  }

  /** Asks for the very signals that the decision asked for. */
  private static Outcome outcome(CompiledRule rule, Scope scope) {
    Outcome outcome = rule.when().evaluate(scope);
    if (outcome == Truth.HELD) {
      rule.reason().fill(scope);
      rule.labels().forEach(label -> label.id().ifPresent(id -> id.evaluate(scope)));
    }
    return outcome;
  }

  /** What conditions saw when the event was decided. */
  static Scope scope(TypePlan plan, CompiledPack pack, Event event, Decision decision) {
    TypedEvent typed =
        new EventTyping(plan.type(), pack.pack().actorFields()).read(event, decision.time());
    Map<String, Object> signals = decision.signals();
    return new Scope(
        typed,
        plan.names(),
        decision.time(),
        pack.lists(),
        name -> value(signals, name),
        (entity, policy, _) -> Boolean.TRUE.equals(signals.get("label." + entity + "." + policy)),
        plan.unit().computation(),
        plan.unit().slots());
  }

  private static @Nullable Object value(Map<String, Object> signals, Name name) {
    Object value = signals.get(name.text());
    return value == null ? null : Scope.unrecorded(value);
  }

  private static String word(Outcome outcome) {
    return switch (outcome) {
      case Truth truth -> truth == Truth.HELD ? "held" : "not held";
      case Outcome.Missing(String name) -> "missing " + name;
      case Outcome.Failed(String message) -> "failed: " + message;
    };
  }
}

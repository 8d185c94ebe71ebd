package io.hedgerow.engine;

import io.hedgerow.engine.CompiledPack.CompiledRule;
import io.hedgerow.engine.CompiledPack.TypePlan;
import io.hedgerow.engine.condition.Names.Name;
import io.hedgerow.engine.condition.Outcome;
import io.hedgerow.engine.condition.Outcome.Truth;
import io.hedgerow.engine.condition.Scope;
import io.hedgerow.engine.condition.TypedEvent;
import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.decision.RuleTrace;
import io.hedgerow.engine.event.Event;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Re-creates what rules saw, from the signals a decision recorded. */
final class Recorded {
  private Recorded() {}

  static List<RuleTrace> explain(TypePlan plan, CompiledPack pack, Event event, Decision decision) {
    Scope scope = scope(plan, pack, event, decision);
    return plan.rules().stream().map(rule -> trace(rule, scope)).toList();
  }

  /** What conditions saw when the event was decided. */
  static Scope scope(TypePlan plan, CompiledPack pack, Event event, Decision decision) {
    TypedEvent typed =
        new TypedEvent(event, plan.type(), pack.pack().actorFields(), decision.time());
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
    return value instanceof String text ? instant(text) : value;
  }

  /** Only times are recorded as text. */
  private static Object instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException _) {
      return text;
    }
  }

  private static RuleTrace trace(CompiledRule rule, Scope scope) {
    return new RuleTrace(
        rule.rule().id(),
        rule.rule().stage(),
        outcome(rule.when().evaluate(scope)),
        rule.when().trace(scope));
  }

  private static String outcome(Outcome outcome) {
    return switch (outcome) {
      case Truth truth -> truth == Truth.HELD ? "held" : "not held";
      case Outcome.Missing(String name) -> "missing " + name;
      case Outcome.Failed(String message) -> "failed: " + message;
    };
  }
}

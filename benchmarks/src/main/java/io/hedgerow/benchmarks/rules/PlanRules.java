package io.hedgerow.benchmarks.rules;

import io.hedgerow.engine.LabelView;
import io.hedgerow.engine.compiler.RuleUnit;
import io.hedgerow.engine.condition.Bindings;
import io.hedgerow.engine.condition.Condition;
import io.hedgerow.engine.condition.ConditionCompiler;
import io.hedgerow.engine.condition.EventTyping;
import io.hedgerow.engine.condition.Names;
import io.hedgerow.engine.condition.Outcome;
import io.hedgerow.engine.condition.Scope;
import io.hedgerow.engine.condition.TypedEvent;
import io.hedgerow.engine.pack.Diagnostics;
import io.hedgerow.engine.pack.EventType;
import io.hedgerow.engine.pack.Pack;
import java.util.List;
import java.util.Objects;

/**
 * The rules of a pack without the decision around them: typed events in, numbers of fired rules
 * out, which is what the other engines are measured with.
 */
final class PlanRules implements RuleEngine {
  private static final Scope.Lists NO_LISTS = Scope.Lists.of(List.of());

  private final Scope scope;
  private final RuleUnit unit;
  private final List<TypedEvent> events;

  PlanRules(List<BenchRule> rules, List<BenchEvent> events) {
    Pack pack = HedgerowRules.compiled(HedgerowRules.files(rules)).pack();
    EventType type = Objects.requireNonNull(pack.eventTypes().get("bench.event"));
    ConditionCompiler compiler = new ConditionCompiler(pack, type, new Diagnostics());
    List<Condition> conditions =
        pack.rules().stream().map(rule -> compiler.condition(rule.when()).orElseThrow()).toList();
    Names names = compiler.names();
    unit = RuleUnit.compile(names, NO_LISTS, new Bindings(), conditions, List.of());
    EventTyping typing = new EventTyping(type, List.of());
    this.events = HedgerowRules.events(events).stream().map(e -> typing.read(e, e.time())).toList();
    TypedEvent first = this.events.getFirst();
    scope =
        new Scope(
            first,
            names,
            first.event().time(),
            NO_LISTS,
            Scope.SignalSource.NONE,
            LabelView.NONE,
            unit.computation(),
            unit.slots());
  }

  @Override
  public int decide(int event, int[] fired) {
    TypedEvent typed = events.get(event);
    scope.begin(typed, typed.event().time());
    int[] count = {0};
    unit.evaluate(
        scope,
        (rule, outcome) -> {
          if (outcome == Outcome.Truth.HELD) {
            fired[count[0]++] = rule;
          }
        });
    return count[0];
  }
}

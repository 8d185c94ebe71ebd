package io.hedgerow.engine;

import io.hedgerow.engine.CompiledPack.TypePlan;
import io.hedgerow.engine.condition.Scope;
import io.hedgerow.engine.condition.TypedEvent;
import io.hedgerow.engine.decision.Trace;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the rules of one event saw, from which the trace of any of them is written when somebody
 * asks: the event and the signals that the decision needed. Traces are written by any thread, one
 * after the other.
 */
final class Sighting {
  private final TypePlan plan;
  private final Scope.Lists lists;
  private final TypedEvent typed;
  private final Instant time;
  private Map<String, Object> signals = Map.of();
  private Set<String> absent = Set.of();
  private @Nullable Scope scope;

  /**
   * @param time the event's, after any correction for a wrong clock
   */
  Sighting(TypePlan plan, Scope.Lists lists, TypedEvent typed, Instant time) {
    this.plan = plan;
    this.lists = lists;
    this.typed = typed;
    this.time = time;
  }

  /**
   * Adds the signals, once all rules are evaluated.
   *
   * @param read with their values
   * @param inVain asked for without one
   */
  void complete(Map<String, Object> read, Set<String> inVain) {
    signals = read;
    absent = inVain;
  }

  /** What the rule at this place of the plan saw. */
  synchronized Trace trace(int place) {
    Scope known = scope;
    if (known == null) {
      known =
          new Scope(
              typed,
              plan.names(),
              time,
              lists,
              Scope.SignalSource.NONE,
              LabelView.NONE,
              plan.unit().computation(),
              plan.unit().slots());
      known.settle(signals, absent);
      scope = known;
    }
    return plan.unit().trace(place, known);
  }
}

package io.hedgerow.engine;

import io.hedgerow.engine.CompiledPack.CompiledRule;
import io.hedgerow.engine.CompiledPack.TypePlan;
import io.hedgerow.engine.condition.Outcome;
import io.hedgerow.engine.condition.Outcome.Truth;
import io.hedgerow.engine.condition.Scope;
import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.decision.Trace;
import io.hedgerow.engine.event.Event;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Watches what rules and their parts come to over events: how often each holds, how often something
 * is absent, and how long a condition takes. It evaluates again from what decisions recorded, so it
 * changes nothing; the time it measures is that of the condition alone, with its signals known. Not
 * thread-safe.
 */
public final class PlanObservation {
  private final CompiledPack pack;
  private final Map<String, Map<String, Count>> types = new HashMap<>();

  public PlanObservation(CompiledPack pack) {
    this.pack = pack;
  }

  /**
   * What was seen of a rule, or of one of its parts.
   *
   * @param events on which it was evaluated; for a part, those that got as far as it
   * @param held on which it came out true
   * @param absent on which something it needs was absent or failed
   * @param meanNanos time for one evaluation, in nanoseconds; 0 for parts, which are not timed
   * @param parts what was seen of its conjuncts, by expression
   */
  public record Seen(long events, long held, long absent, long meanNanos, Map<String, Seen> parts) {

    /** Share of events on which it held, [0, 1]; 0 without events. */
    public double share() {
      return events == 0 ? 0 : (double) held / events;
    }
  }

  private static final class Count {
    private final Map<String, Count> parts = new LinkedHashMap<>();
    private long events;
    private long held;
    private long absent;
    private long nanos;

    Seen seen() {
      Map<String, Seen> inner = new LinkedHashMap<>();
      parts.forEach((expression, count) -> inner.put(expression, count.seen()));
      return new Seen(events, held, absent, events == 0 ? 0 : nanos / events, inner);
    }
  }

  /** Evaluates the rules of the event's type again and counts what they come to. */
  public void add(Event event, Decision decision) {
    pack.plan(event.type()).ifPresent(plan -> add(plan, event, decision));
  }

  private void add(TypePlan plan, Event event, Decision decision) {
    Map<String, Count> rules = types.computeIfAbsent(event.type(), _ -> new LinkedHashMap<>());
    Scope scope = Recorded.scope(plan, pack, event, decision);
    for (CompiledRule rule : plan.rules()) {
      Count count = rules.computeIfAbsent(rule.rule().id(), _ -> new Count());
      long started = System.nanoTime();
      Outcome outcome = rule.when().evaluate(scope);
      count.nanos += System.nanoTime() - started;
      count.events++;
      count.held += outcome == Truth.HELD ? 1 : 0;
      count.absent += outcome instanceof Truth ? 0 : 1;
      Trace trace = rule.when().trace(scope);
      reach(rule.when().outline().conjunction() ? trace.children() : List.of(trace), count.parts);
    }
  }

  /** Counts conjuncts up to the first that is false: what stands behind it is not looked at. */
  private static void reach(List<Trace> conjuncts, Map<String, Count> parts) {
    for (Trace part : conjuncts) {
      Count count = parts.computeIfAbsent(part.expression(), _ -> new Count());
      count.events++;
      count.held += part.value().filter("true"::equals).isPresent() ? 1 : 0;
      count.absent += part.value().isEmpty() ? 1 : 0;
      if (part.value().filter("false"::equals).isPresent()) {
        return;
      }
    }
  }

  /** What was seen of each rule of an event type, by rule. */
  public Map<String, Seen> rules(String eventType) {
    Map<String, Seen> seen = new LinkedHashMap<>();
    types.getOrDefault(eventType, Map.of()).forEach((rule, count) -> seen.put(rule, count.seen()));
    return seen;
  }
}

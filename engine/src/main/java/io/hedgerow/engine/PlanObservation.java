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
import java.util.OptionalLong;

/**
 * Watches what rules and their parts come to over events: how often each holds, how often something
 * is absent, and how long a condition takes. It evaluates again from what decisions recorded, so it
 * changes nothing; the time it measures is that of the compiled condition alone, with its signals
 * known and without the filters that spare most evaluations. Not thread-safe.
 */
public final class PlanObservation {
  /** The first evaluations of a rule are not timed: the machine is still compiling them. */
  private static final int WARM = 200;

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
   * @param meanNanos time for one evaluation, in nanoseconds, first ones aside; empty for parts,
   *     which are not timed, and where too few events were seen
   * @param parts what was seen of its conjuncts, by expression
   */
  public record Seen(
      long events, long held, long absent, OptionalLong meanNanos, Map<String, Seen> parts) {

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
      return new Seen(events, held, absent, mean(), inner);
    }

    private OptionalLong mean() {
      return nanos == 0 ? OptionalLong.empty() : OptionalLong.of(nanos / (events - WARM));
    }
  }

  /** Evaluates the rules of the event's type again and counts what they come to. */
  public void add(Event event, Decision decision) {
    pack.plan(event.type()).ifPresent(plan -> add(plan, event, decision));
  }

  private void add(TypePlan plan, Event event, Decision decision) {
    Map<String, Count> rules = types.computeIfAbsent(event.type(), _ -> new LinkedHashMap<>());
    Scope scope = Recorded.scope(plan, pack, event, decision);
    for (int index = 0; index < plan.rules().size(); index++) {
      CompiledRule rule = plan.rules().get(index);
      Count count = rules.computeIfAbsent(rule.rule().id(), _ -> new Count());
      long started = System.nanoTime();
      Outcome outcome = plan.unit().evaluate(index, scope);
      count.nanos += count.events < WARM ? 0 : System.nanoTime() - started;
      count.events++;
      count.held += outcome == Truth.HELD ? 1 : 0;
      count.absent += outcome instanceof Truth ? 0 : 1;
      Trace trace = rule.when().trace(scope);
      List<Trace> written = rule.when().outline().conjunction() ? trace.children() : List.of(trace);
      reach(PlanOutline.tried(written, plan.unit().parts(index)), count.parts);
    }
  }

  /** Counts conjuncts, in the order tried, up to the first that is false: the rest is not tried. */
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

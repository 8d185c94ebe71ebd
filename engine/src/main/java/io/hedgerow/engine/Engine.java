package io.hedgerow.engine;

import io.hedgerow.engine.CompiledPack.CompiledRule;
import io.hedgerow.engine.CompiledPack.TypePlan;
import io.hedgerow.engine.condition.Outcome;
import io.hedgerow.engine.condition.Scope;
import io.hedgerow.engine.counter.Counters;
import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.decision.RuleTrace;
import io.hedgerow.engine.event.Event;
import io.hedgerow.engine.pack.Suggestion;
import io.hedgerow.engine.trail.Trails;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides events under a pack. The one evaluator: live, shadow, canary, backtest and replay all run
 * {@link #decide}. The same pack, events and order give the same decisions, byte for byte.
 *
 * <p>Not thread-safe: one thread owns an engine, so that the order of events is exact.
 */
public final class Engine {
  /** A clock may be this far ahead of ours before we stop believing it. */
  public static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(5);

  private final CompiledPack pack;
  private final Signals signals;
  private final LabelView labels;
  private final Counters counters;
  private final Trails trails;
  private final Map<String, SignalReader> readers = new HashMap<>();

  public Engine(CompiledPack pack, Signals signals, LabelView labels) {
    this(
        pack,
        signals,
        labels,
        new Counters(pack.counters(), pack.pack().lateness()),
        new Trails(pack.trails(), pack.pack().lateness()));
  }

  private Engine(
      CompiledPack pack, Signals signals, LabelView labels, Counters counters, Trails trails) {
    this.pack = pack;
    this.signals = signals;
    this.labels = labels;
    this.counters = counters;
    this.trails = trails;
  }

  private String nearest(String type) {
    return Suggestion.nearest(type, pack.pack().eventTypes().keySet())
        .map(known -> "; did you mean `" + known + "`?")
        .orElse("");
  }

  /**
   * Decides one event. Whatever is in it, there is a decision; what was wrong is named there.
   *
   * <p>The order is: correct the clock, type the data, count the event, evaluate the rules, collect
   * what they propose. The event counts itself: a rule sees counters with it inside.
   */
  public Decision decide(Event event) {
    DecisionDraft draft = new DecisionDraft(event, pack.version());
    Instant time = believableTime(event, draft);
    SignalReader reader = reader(event.type());
    if (reader == null) {
      draft.defect(
          "unknown_event_type",
          "type",
          "`" + event.type() + "` is not in the pack; allowed" + nearest(event.type()));
      return draft.finish();
    }
    reader.begin(event, time);
    Scope scope = reader.scope();
    draft.typed(scope.typed(), time);
    TrailFeed feed = new TrailFeed(trails, scope, time);
    count(reader.plan(), scope, feed, time, draft);
    reader
        .plan()
        .unit()
        .evaluate(scope, (place, outcome) -> found(reader, feed, place, outcome, draft));
    return draft.signals(reader.end()).spare(labels).finish();
  }

  private static void found(
      SignalReader reader, TrailFeed feed, int place, Outcome outcome, DecisionDraft draft) {
    CompiledRule rule = reader.plan().rules().get(place);
    switch (outcome) {
      case Outcome.Truth _ -> draft.fired(rule, reader.sighting(), place, reader.scope(), feed);
      case Outcome.Missing(String name) -> draft.skipped(rule.rule().id(), name, "");
      case Outcome.Failed(String message) -> draft.skipped(rule.rule().id(), "", message);
    }
  }

  private @Nullable SignalReader reader(String type) {
    SignalReader known = readers.get(type);
    if (known == null && pack.plan(type).isPresent()) {
      known = new SignalReader(pack.plan(type).get(), counters, signals, pack, labels);
      readers.put(type, known);
    }
    return known;
  }

  /** A time ahead of our clock would push every window forward; the time of receipt stands in. */
  private static Instant believableTime(Event event, DecisionDraft draft) {
    if (event.time().isAfter(event.received())
        && event.time().isAfter(event.received().plus(MAX_CLOCK_SKEW))) {
      draft.defect(
          "clock_skew", "time", "lies ahead of " + event.received() + "; that time is used");
      return event.received();
    }
    return event.time();
  }

  private void count(
      TypePlan plan, Scope scope, TrailFeed feed, Instant time, DecisionDraft draft) {
    long millis = time.toEpochMilli();
    if (counters.isTooLate(millis)) {
      draft.defect(
          "late", "time", "is older than the lateness of the pack allows; decided, not counted");
      return;
    }
    counters.advance(millis);
    // An iterator costs more than most events have counters to feed.
    for (int i = 0; i < plan.feeds().size(); i++) {
      CounterFeed.feed(plan.feeds().get(i), counters, scope, millis);
    }
    trails.advance(millis);
    for (int i = 0; i < plan.trails().size(); i++) {
      feed.leave(plan.trails().get(i), scope.typed());
    }
  }

  /**
   * Says what every rule of the event's type saw, from the event and the signals its decision
   * recorded. Reads no counter and changes nothing; signals the decision did not need show as not
   * needed.
   */
  public List<RuleTrace> explain(Event event, Decision decision) {
    return pack.plan(event.type())
        .map(plan -> Recorded.explain(plan, pack, event, decision))
        .orElse(List.of());
  }

  /**
   * This engine under another pack. Unchanged counters and trails go over to it; use only the new
   * one then.
   */
  public Engine withPack(CompiledPack changed) {
    return new Engine(
        changed,
        signals,
        labels,
        counters.with(changed.counters(), changed.pack().lateness()),
        trails.with(changed.trails(), changed.pack().lateness()));
  }

  public CompiledPack pack() {
    return pack;
  }

  /** Keys and bytes of each counter; walks all of them. */
  public List<Counters.Usage> counterUsage() {
    return counters.usage();
  }

  /** Keys and entities of each trail; walks all of them. */
  public List<Trails.Usage> trailUsage() {
    return trails.usage();
  }

  /** Writes the counters and trails; the stream is flushed, not closed. */
  public void snapshot(OutputStream stream) throws IOException {
    counters.snapshot(stream);
    trails.snapshot(stream);
  }

  /**
   * An engine with the counters and trails of a snapshot.
   *
   * @throws IOException when the snapshot is damaged, of another format, or from before trails and
   *     the pack has some
   */
  public static Engine restore(
      CompiledPack pack, Signals signals, LabelView labels, InputStream snapshot)
      throws IOException {
    Counters counters = Counters.restore(pack.counters(), pack.pack().lateness(), snapshot);
    Trails trails = Trails.restore(pack.trails(), pack.pack().lateness(), snapshot);
    return new Engine(pack, signals, labels, counters, trails);
  }
}

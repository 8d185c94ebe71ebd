package io.hedgerow.engine;

import io.hedgerow.engine.CompiledPack.CompiledCounter;
import io.hedgerow.engine.CompiledPack.TypePlan;
import io.hedgerow.engine.condition.EventTyping;
import io.hedgerow.engine.condition.Names.Name;
import io.hedgerow.engine.condition.Scope;
import io.hedgerow.engine.counter.Counters;
import io.hedgerow.engine.event.Event;
import io.hedgerow.engine.event.EventKey;
import io.hedgerow.engine.pack.SignalDefinition;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds the signals of events of one type, one event after the other, when a condition asks. */
final class SignalReader {
  private final TypePlan plan;
  private final Counters counters;
  private final Signals signals;
  private final CompiledPack pack;
  private final EventTyping typing;

  /** Counters by the slot of their name. */
  private final @Nullable CompiledCounter[] readable;

  private final Scope scope;
  private long time;
  private Map<String, Object> sources = Map.of();
  private @Nullable Sighting sighting;

  SignalReader(
      TypePlan plan, Counters counters, Signals signals, CompiledPack pack, LabelView labels) {
    this.plan = plan;
    this.counters = counters;
    this.signals = signals;
    this.pack = pack;
    this.typing = new EventTyping(plan.type(), pack.pack().actorFields());
    this.readable = new CompiledCounter[plan.names().size()];
    for (Name name : plan.names().all()) {
      readable[name.slot()] =
          name.signal() && !name.costly() ? plan.readable().get(name.member()) : null;
    }
    Event none =
        new Event(new EventKey("", ""), plan.type().name(), Instant.EPOCH, Instant.EPOCH, Map.of());
    this.scope =
        new Scope(
            typing.read(none, Instant.EPOCH),
            plan.names(),
            Instant.EPOCH,
            pack.lists(),
            this::find,
            labels,
            plan.unit().computation(),
            plan.unit().slots());
  }

  TypePlan plan() {
    return plan;
  }

  /** What the rules see of the event in hand. */
  Scope scope() {
    return scope;
  }

  /**
   * Begins with the next event.
   *
   * @param at its time, after any correction for a wrong clock
   */
  void begin(Event event, Instant at) {
    time = at.toEpochMilli();
    sources = Map.of();
    sighting = null;
    scope.begin(typing.read(event, at), at);
  }

  /** What writes the traces of rules that fire on this event. */
  Sighting sighting() {
    Sighting known = sighting;
    if (known == null) {
      known = new Sighting(plan, pack.lists(), scope.typed(), scope.time());
      sighting = known;
    }
    return known;
  }

  private @Nullable Object find(Name name) {
    return name.costly() ? signal(name.text()) : counter(name.slot());
  }

  private @Nullable Object counter(int slot) {
    CompiledCounter counter = readable[slot];
    return counter == null || !counter.key().isIn(scope)
        ? null
        : counters.read(counter.index(), counter.key().hash(scope), time).orElse(null);
  }

  private @Nullable Object signal(String name) {
    SignalDefinition signal = pack.pack().signals().get(name);
    if (signal == null || !signal.stage().evaluated()) {
      return null;
    }
    String field =
        signal.input().startsWith("event.") ? signal.input().substring(6) : signal.input();
    return scope
        .typed()
        .field(field)
        .flatMap(input -> signals.find(signal, input))
        .map(value -> plain(name, value))
        .orElse(null);
  }

  /** What conditions read; where a match comes from is kept for the decision. */
  private Object plain(String name, Object value) {
    if (value instanceof Signals.Match(long distance, String source, String hash)) {
      if (sources.isEmpty()) {
        sources = new TreeMap<>();
      }
      sources.put(name + ".source", source);
      sources.put(name + ".hash", hash);
      return distance;
    }
    return value;
  }

  /** Ends with the event: all signals that were read, by name in order, with sources of matches. */
  Map<String, Object> end() {
    Map<String, Object> read = scope.signalsRead();
    if (!sources.isEmpty()) {
      read = new TreeMap<>(read);
      read.putAll(sources);
    }
    if (sighting != null) {
      sighting.complete(read, scope.signalsAbsent());
    }
    return read;
  }
}

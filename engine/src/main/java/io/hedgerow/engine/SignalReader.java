package io.hedgerow.engine;

import io.hedgerow.engine.CompiledPack.CompiledCounter;
import io.hedgerow.engine.CompiledPack.TypePlan;
import io.hedgerow.engine.condition.Names.Name;
import io.hedgerow.engine.condition.Scope;
import io.hedgerow.engine.condition.TypedEvent;
import io.hedgerow.engine.counter.Counters;
import io.hedgerow.engine.pack.SignalDefinition;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds the signals of events of one type, one event after the other, when a condition asks. */
final class SignalReader {
  private final TypePlan plan;
  private final Counters counters;
  private final Signals signals;
  private final CompiledPack pack;
  private final LabelView labels;
  private Instant time = Instant.EPOCH;
  private Map<String, Object> sources = Map.of();
  private @Nullable Scope scope;

  SignalReader(
      TypePlan plan, Counters counters, Signals signals, CompiledPack pack, LabelView labels) {
    this.plan = plan;
    this.counters = counters;
    this.signals = signals;
    this.pack = pack;
    this.labels = labels;
  }

  TypePlan plan() {
    return plan;
  }

  /** The scope whose signals this reader finds, ready for the next event. */
  Scope begin(TypedEvent typed, Instant at) {
    time = at;
    sources = Map.of();
    Scope known = scope;
    if (known != null) {
      known.begin(typed, at);
      return known;
    }
    Scope made =
        new Scope(
            typed,
            plan.names(),
            time,
            pack.lists(),
            this::find,
            labels,
            plan.unit().computation(),
            plan.unit().slots());
    scope = made;
    return made;
  }

  private @Nullable Object find(Name name) {
    return name.costly() ? signal(name.text()) : counter(name.member());
  }

  private @Nullable Object counter(String name) {
    CompiledCounter counter = plan.readable().get(name);
    Scope here = scope;
    if (counter == null || here == null) {
      return null;
    }
    OptionalLong key = CounterFeed.key(counter.key(), here);
    return key.isEmpty()
        ? null
        : counters.read(counter.index(), key.getAsLong(), time.toEpochMilli()).orElse(null);
  }

  private @Nullable Object signal(String name) {
    SignalDefinition signal = pack.pack().signals().get(name);
    Scope here = scope;
    if (signal == null || here == null || !signal.stage().evaluated()) {
      return null;
    }
    String field =
        signal.input().startsWith("event.") ? signal.input().substring(6) : signal.input();
    return here.typed()
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

  /** All that was read, by name in order, with the sources of matches. */
  Map<String, Object> read(Scope read) {
    if (sources.isEmpty()) {
      return read.signalsRead();
    }
    Map<String, Object> all = new TreeMap<>(read.signalsRead());
    all.putAll(sources);
    return all;
  }
}

package io.hedgerow.engine;

import io.hedgerow.engine.CompiledPack.CompiledCounter;
import io.hedgerow.engine.condition.Outcome.Truth;
import io.hedgerow.engine.condition.Scope;
import io.hedgerow.engine.counter.Counters;
import io.hedgerow.engine.counter.KeyHash;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Adds an event to a counter when it has a key and a value and its {@code where} holds. */
final class CounterFeed {
  private CounterFeed() {}

  static void feed(CompiledCounter counter, Counters counters, Scope scope, Instant time) {
    if (counter.where().isPresent() && counter.where().get().evaluate(scope) != Truth.HELD) {
      return;
    }
    OptionalLong key = key(counter, scope);
    Optional<Object> value = counter.value().flatMap(expression -> expression.evaluate(scope));
    if (key.isPresent() && value.isPresent()) {
      add(counter, counters, key.getAsLong(), time.toEpochMilli(), value.get());
    }
  }

  /** The hash of the counter's key in this event. */
  static OptionalLong key(CompiledCounter counter, Scope scope) {
    Optional<Object> key = counter.key().evaluate(scope);
    return key.isPresent()
        ? OptionalLong.of(KeyHash.of(String.valueOf(key.get())))
        : OptionalLong.empty();
  }

  private static void add(
      CompiledCounter counter, Counters counters, long key, long time, Object value) {
    switch (counter.definition().aggregation()) {
      case COUNT, FIRST_SEEN, LAST_SEEN -> counters.add(counter.index(), key, time);
      case SUM, MIN, MAX -> {
        if (value instanceof Number number) {
          counters.addNumber(counter.index(), key, time, number.doubleValue());
        }
      }
      case DISTINCT, ENTROPY, TOP_SHARE ->
          counters.addValue(counter.index(), key, time, KeyHash.of(String.valueOf(value)));
    }
  }
}

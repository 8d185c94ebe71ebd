package io.hedgerow.engine;

import io.hedgerow.engine.CompiledPack.CompiledCounter;
import io.hedgerow.engine.CompiledPack.Value;
import io.hedgerow.engine.condition.Names;
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
    if (counter.where().isPresent() && !holds(counter.where().get(), scope)) {
      return;
    }
    OptionalLong key = key(counter.key(), scope);
    Optional<Object> value = counter.value().map(v -> scope.boxed(v.slot(), v.storage()));
    if (key.isPresent() && value.isPresent()) {
      add(counter, counters, key.getAsLong(), time.toEpochMilli(), value.get());
    }
  }

  static boolean holds(Value where, Scope scope) {
    return scope.state(where.slot()) == Scope.PRESENT && scope.number(where.slot()) != 0;
  }

  /** The hash of a key in this event. */
  static OptionalLong key(Value key, Scope scope) {
    if (key.storage() == Names.Storage.TEXT) {
      return scope.state(key.slot()) == Scope.PRESENT
          ? OptionalLong.of(scope.textHash(key.slot()))
          : OptionalLong.empty();
    }
    Object value = scope.boxed(key.slot(), key.storage());
    return value == null
        ? OptionalLong.empty()
        : OptionalLong.of(KeyHash.of(String.valueOf(value)));
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

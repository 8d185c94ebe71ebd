package io.hedgerow.engine;

import io.hedgerow.engine.CompiledPack.CompiledCounter;
import io.hedgerow.engine.CompiledPack.Value;
import io.hedgerow.engine.condition.Scope;
import io.hedgerow.engine.counter.Counters;

/** Adds an event to a counter when it has a key and a value and its {@code where} holds. */
final class CounterFeed {
  private CounterFeed() {}

  /**
   * @param time the event's, in milliseconds
   */
  static void feed(CompiledCounter counter, Counters counters, Scope scope, long time) {
    if (counter.where().isPresent() && !holds(counter.where().get(), scope)) {
      return;
    }
    if (counter.value().isPresent()
        && counter.key().isIn(scope)
        && counter.value().get().isIn(scope)) {
      add(counter, counters, counter.value().get(), scope, time);
    }
  }

  static boolean holds(Value where, Scope scope) {
    return where.isIn(scope) && scope.number(where.slot()) != 0;
  }

  private static void add(
      CompiledCounter counter, Counters counters, Value value, Scope scope, long time) {
    long key = counter.key().hash(scope);
    switch (counter.definition().aggregation()) {
      case COUNT, FIRST_SEEN, LAST_SEEN -> counters.add(counter.index(), key, time);
      case SUM, MIN, MAX -> counters.addNumber(counter.index(), key, time, number(value, scope));
      case DISTINCT, ENTROPY, TOP_SHARE ->
          counters.addValue(counter.index(), key, time, value.hash(scope));
    }
  }

  /** NaN when it is none. */
  private static double number(Value value, Scope scope) {
    return switch (value.storage()) {
      case INT -> scope.number(value.slot());
      case DOUBLE -> Double.longBitsToDouble(scope.number(value.slot()));
      case OBJECT -> scope.object(value.slot()) instanceof Number n ? n.doubleValue() : Double.NaN;
      case BOOL, TEXT -> Double.NaN;
    };
  }
}

package io.hedgerow.engine.counter;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps every event and reads by going through all of them: what the fast one must equal. */
final class NaiveCounter {
  private record Added(long key, long time, double number, long value) {}

  private final CounterSpec spec;
  private final List<Added> all = new ArrayList<>();

  NaiveCounter(CounterSpec spec) {
    this.spec = spec;
  }

  void add(long key, long time, double number, long value) {
    all.add(new Added(key, time, number, value));
  }

  Optional<Object> read(long key, long time) {
    long step = spec.window().toMillis() / 60;
    long last = Math.floorDiv(time, step);
    List<Added> seen =
        all.stream()
            .filter(a -> a.key == key)
            .filter(a -> Math.floorDiv(a.time, step) <= last)
            .filter(a -> Math.floorDiv(a.time, step) > last - 60)
            .toList();
    Map<Long, Long> frequencies = new HashMap<>();
    seen.forEach(a -> frequencies.merge(a.value, 1L, Long::sum));
    return switch (spec.aggregation()) {
      case COUNT -> Optional.of((long) seen.size());
      case DISTINCT -> Optional.of((long) frequencies.size());
      case SUM -> Optional.of(seen.stream().mapToDouble(a -> a.number).sum());
      case MIN -> extreme(seen.stream().mapToDouble(a -> a.number).min());
      case MAX -> extreme(seen.stream().mapToDouble(a -> a.number).max());
      case FIRST_SEEN ->
          seen.stream()
              .map(a -> (Object) Instant.ofEpochMilli(a.time))
              .min((a, b) -> ((Instant) a).compareTo((Instant) b));
      case LAST_SEEN ->
          seen.stream()
              .map(a -> (Object) Instant.ofEpochMilli(a.time))
              .max((a, b) -> ((Instant) a).compareTo((Instant) b));
      case ENTROPY -> Optional.of(entropy(frequencies, seen.size()));
      case TOP_SHARE ->
          Optional.of(
              seen.isEmpty()
                  ? 0.0
                  : (double) frequencies.values().stream().mapToLong(n -> n).max().orElseThrow()
                      / seen.size());
    };
  }

  private static Optional<Object> extreme(java.util.OptionalDouble value) {
    return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
  }

  private static double entropy(Map<Long, Long> frequencies, int all) {
    return frequencies.values().stream()
        .mapToDouble(n -> (double) n / all)
        .map(share -> -share * Math.log(share) / Math.log(2))
        .sum();
  }
}

package io.hedgerow.benchmarks.counters;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The counters one would write first: a map by key of a sorted map by step. Same steps, same
 * answers, and, like the real ones, what has left the window is dropped when its key is touched.
 */
final class PlainCounters {
  private final long step;
  private final Map<Long, TreeMap<Long, Long>> keys = new HashMap<>();

  PlainCounters(long window) {
    step = window / 60;
  }

  void add(long key, long time) {
    TreeMap<Long, Long> steps = keys.computeIfAbsent(key, _ -> new TreeMap<>());
    steps.headMap(time / step - 59).clear();
    steps.merge(time / step, 1L, Long::sum);
  }

  long read(long key, long time) {
    TreeMap<Long, Long> steps = keys.get(key);
    if (steps == null) {
      return 0;
    }
    long sum = 0;
    for (long count : steps.subMap(time / step - 59, true, time / step, true).values()) {
      sum += count;
    }
    return sum;
  }
}

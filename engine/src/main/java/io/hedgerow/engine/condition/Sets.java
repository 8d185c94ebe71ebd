package io.hedgerow.engine.condition;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The bodies of the list and set functions. */
final class Sets {
  private Sets() {}

  static long common(List<?> a, List<?> b) {
    Set<Object> shared = new HashSet<>(a);
    shared.retainAll(new HashSet<>(b));
    return shared.size();
  }

  static double jaccard(List<?> a, List<?> b) {
    Set<Object> union = new HashSet<>(a);
    union.addAll(b);
    return union.isEmpty() ? 0 : (double) common(a, b) / union.size();
  }

  static long distinct(List<?> list) {
    return new HashSet<Object>(list).size();
  }
}

package io.hedgerow.engine.compiler;

import io.hedgerow.engine.condition.Scope;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Runs filters until few rules are left. Their order is learned: those that rule out most for what
 * they cost come first, reconsidered every few thousand events. Not thread-safe; what it learns
 * never changes which rules fire.
 */
final class Sieve {
  private static final int PERIOD = 4_096;

  /** On one event in so many it learns; counting what each filter did costs as much as doing it. */
  private static final int LESSONS = 16;

  /** A filter and what it did so far. */
  static final class Learned {
    private final Filter filter;
    private final long[] rules;
    private long looks;
    private long ruledOut;

    private Learned(Filter filter) {
      this.filter = filter;
      this.rules = filter.rules();
    }

    Filter filter() {
      return filter;
    }

    long looks() {
      return looks;
    }

    /** Rules it took out, on average, at a look; before any, all it could. */
    double gain() {
      return looks == 0 ? bits(filter.rules()) : (double) ruledOut / looks;
    }

    private double cheapness() {
      return gain() / filter.cost();
    }
  }

  private final int words;
  private final long[] all;
  private final long[] candidates;

  /** For filters to work in. */
  private final long[] scratch;

  /** Replaced, never changed, so that another thread may look at the order while this one runs. */
  private Learned[] tried;

  private long events;

  Sieve(int rules, List<Filter> filters) {
    this.words = (rules + 63) >> 6;
    this.all = new long[words];
    this.candidates = new long[words];
    this.scratch = new long[words];
    for (int rule = 0; rule < rules; rule++) {
      all[rule >> 6] |= 1L << rule;
    }
    this.tried = filters.stream().map(Learned::new).toArray(Learned[]::new);
    reorder();
  }

  private void reorder() {
    Learned[] sorted = tried.clone();
    Arrays.sort(sorted, Comparator.comparingDouble(Learned::cheapness).reversed());
    tried = sorted;
  }

  /** The rules that may hold, as bits; good until the next event. */
  long[] candidates(Scope scope) {
    if (++events % PERIOD == 0) {
      reorder();
    }
    System.arraycopy(all, 0, candidates, 0, words);
    if (events % LESSONS == 0) {
      learn(scope);
    } else {
      apply(scope);
    }
    return candidates;
  }

  private void apply(Scope scope) {
    for (Learned learned : tried) {
      if (meets(candidates, learned.rules)) {
        learned.filter.apply(scope, candidates, scratch);
      }
    }
  }

  private void learn(Scope scope) {
    for (Learned learned : tried) {
      if (meets(candidates, learned.rules)) {
        long before = bits(candidates);
        learned.filter.apply(scope, candidates, scratch);
        learned.looks++;
        learned.ruledOut += before - bits(candidates);
      }
    }
  }

  private static boolean meets(long[] some, long[] others) {
    for (int i = 0; i < some.length; i++) {
      if ((some[i] & others[i]) != 0) {
        return true;
      }
    }
    return false;
  }

  static long bits(long[] words) {
    long count = 0;
    for (long word : words) {
      count += Long.bitCount(word);
    }
    return count;
  }

  /** Filters in the order in which they are tried now. */
  List<Learned> filters() {
    return List.of(tried);
  }
}

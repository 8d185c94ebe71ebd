package io.hedgerow.engine.compiler;

import io.hedgerow.engine.condition.Scope;
import java.util.Arrays;
import java.util.Map;

/**
 * Rules out, at one look at one value, all rules that need something else of it. Rules are bits. A
 * filter only looks at the event and never decides that a rule holds, so which filters run, and in
 * which order, changes nothing but the time. What cannot be told (an absent name) rules out
 * nothing.
 */
sealed interface Filter {

  /** The rules it can rule out. */
  long[] rules();

  /** What a look costs, in about nanoseconds. */
  long cost();

  /** What it looks at, and for how many rules; for showing. */
  String describe();

  /**
   * Takes out the bits of rules that cannot hold.
   *
   * @param scratch as long as the candidates, to work in
   */
  void apply(Scope scope, long[] candidates, long[] scratch);

  private static void and(long[] candidates, long[] masks, int from) {
    for (int i = 0; i < candidates.length; i++) {
      candidates[i] &= masks[from + i];
    }
  }

  /**
   * A number against many constants: one search in the sorted constants.
   *
   * @param masks rules that may hold, for a number below the first constant, equal to it, between
   *     it and the second, and so on
   */
  record Thresholds(
      int slot,
      boolean whole,
      long[] ints,
      double[] doubles,
      long[] masks,
      long[] rules,
      String text)
      implements Filter {
    @Override
    public long cost() {
      return 10;
    }

    @Override
    public String describe() {
      return text + " against " + (whole ? ints.length : doubles.length) + " constants";
    }

    @Override
    public void apply(Scope scope, long[] candidates, long[] scratch) {
      if (scope.state(slot) == Scope.PRESENT) {
        int found;
        if (whole) {
          found = Arrays.binarySearch(ints, scope.number(slot));
        } else {
          double value = Double.longBitsToDouble(scope.number(slot));
          if (Double.isNaN(value) || value == 0) {
            return; // orders differ in where these stand
          }
          found = Arrays.binarySearch(doubles, value);
        }
        int region = found >= 0 ? 2 * found + 1 : 2 * (-found - 1);
        and(candidates, masks, region * candidates.length);
      }
    }
  }

  /**
   * A text against many constants: one look-up.
   *
   * @param masks rules that may hold, by text
   * @param others rules that may hold for every other text
   */
  record Equalities(int slot, Map<String, long[]> masks, long[] others, long[] rules, String text)
      implements Filter {
    @Override
    public long cost() {
      return 15;
    }

    @Override
    public String describe() {
      return text + " among " + masks.size() + " texts";
    }

    @Override
    public void apply(Scope scope, long[] candidates, long[] scratch) {
      if (scope.state(slot) == Scope.PRESENT) {
        long[] mask = masks.get((String) scope.object(slot));
        and(candidates, mask == null ? others : mask, 0);
      }
    }
  }

  /**
   * Terms in a text: one scan.
   *
   * @param needing rules that need the term, by the term's number
   */
  record Terms(int slot, long[][] needing, long[] others, long[] rules, String text)
      implements Filter {
    /** A scan costs about as much as this many searches. */
    private static final int FEWEST = 4;

    private static int common(long[] some, long[] others) {
      int count = 0;
      for (int i = 0; i < some.length; i++) {
        count += Long.bitCount(some[i] & others[i]);
      }
      return count;
    }

    @Override
    public long cost() {
      return 200;
    }

    @Override
    public String describe() {
      return text + " for " + needing.length + " terms";
    }

    @Override
    public void apply(Scope scope, long[] candidates, long[] scratch) {
      if (scope.known(slot) == null && common(candidates, rules) < FEWEST) {
        return; // the few search for themselves
      }
      if (scope.state(slot) != Scope.PRESENT || !(scope.object(slot) instanceof long[] found)) {
        return;
      }
      long[] mask = scratch;
      System.arraycopy(others, 0, mask, 0, mask.length);
      for (int word = 0; word < found.length; word++) {
        for (long left = found[word]; left != 0; left &= left - 1) {
          long[] rules = needing[(word << 6) + Long.numberOfTrailingZeros(left)];
          for (int i = 0; i < mask.length; i++) {
            mask[i] |= rules[i];
          }
        }
      }
      and(candidates, mask, 0);
    }
  }

  /** A truth value that several rules need. */
  record Truth(int slot, long[] others, long[] rules, long cost, String text) implements Filter {
    @Override
    public String describe() {
      return text;
    }

    @Override
    public void apply(Scope scope, long[] candidates, long[] scratch) {
      if (scope.state(slot) == Scope.PRESENT && scope.number(slot) == 0) {
        and(candidates, others, 0);
      }
    }
  }
}

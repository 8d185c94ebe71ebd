package io.hedgerow.matching.text;

import java.util.Arrays;

/**
 * Replaces stretches of a traced text from left to right; each unit put in stands for all that it
 * replaces. Costs nothing until something is replaced.
 */
final class Rewriting {
  private final TracedText source;
  private char[] units = {};
  private int[] starts = {};
  private int[] ends = {};
  private int length;
  private int taken;
  private boolean changed;

  Rewriting(TracedText source) {
    this.source = source;
  }

  /** Puts {@code text} in the place of a stretch that is not empty and lies after the last one. */
  void replace(int from, int to, CharSequence text) {
    changed = true;
    keep(from);
    reserve(text.length());
    int start = source.start(from);
    int end = source.end(to - 1);
    for (int i = 0; i < text.length(); i++) {
      put(text.charAt(i), start, end);
    }
    taken = to;
  }

  void replace(int at, char unit) {
    changed = true;
    keep(at);
    reserve(1);
    put(unit, source.start(at), source.end(at));
    taken = at + 1;
  }

  void remove(int from, int to) {
    replace(from, to, "");
  }

  TracedText finish() {
    if (!changed) {
      return source;
    }
    keep(source.length());
    return new TracedText(
        new String(units, 0, length), Arrays.copyOf(starts, length), Arrays.copyOf(ends, length));
  }

  private void keep(int until) {
    reserve(until - taken);
    for (int i = taken; i < until; i++) {
      put(source.text().charAt(i), source.start(i), source.end(i));
    }
    taken = until;
  }

  private void put(char unit, int start, int end) {
    units[length] = unit;
    starts[length] = start;
    ends[length++] = end;
  }

  private void reserve(int more) {
    int needed = length + more;
    if (needed > units.length) {
      int capacity = Math.max(needed, Math.max(source.length() + 16, units.length * 2));
      units = Arrays.copyOf(units, capacity);
      starts = Arrays.copyOf(starts, capacity);
      ends = Arrays.copyOf(ends, capacity);
    }
  }
}

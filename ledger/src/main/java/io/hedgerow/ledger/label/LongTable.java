package io.hedgerow.ledger.label;

import java.util.Arrays;

/**
 * An open-addressed map from hashes to numbers; what was never put, or put back to {@code
 * Long.MIN_VALUE}, is {@code Long.MIN_VALUE}. Keys are already well mixed. Not thread-safe.
 */
final class LongTable {
  private static final int SMALLEST = 1 << 10;

  private long[] keys = new long[SMALLEST];
  private long[] values = emptyValues(SMALLEST);
  private int used;

  long get(long key) {
    return values[slot(keys, values, key)];
  }

  void put(long key, long value) {
    int slot = slot(keys, values, key);
    if (values[slot] == Long.MIN_VALUE && value == Long.MIN_VALUE) {
      return;
    }
    if (value == Long.MIN_VALUE) {
      remove(slot);
      return;
    }
    if (values[slot] == Long.MIN_VALUE) {
      used++;
    }
    keys[slot] = key;
    values[slot] = value;
    if (used * 2 > keys.length) {
      grow();
    }
  }

  int size() {
    return used;
  }

  /** Closes the gap, so that no chain of probes is cut (Knuth, TAOCP 3, 6.4, algorithm R). */
  private void remove(int slot) {
    int mask = keys.length - 1;
    int gap = slot;
    values[gap] = Long.MIN_VALUE;
    used--;
    for (int at = (gap + 1) & mask; values[at] != Long.MIN_VALUE; at = (at + 1) & mask) {
      int home = home(keys[at], mask);
      if (((at - home) & mask) >= ((at - gap) & mask)) {
        keys[gap] = keys[at];
        values[gap] = values[at];
        values[at] = Long.MIN_VALUE;
        gap = at;
      }
    }
  }

  private void grow() {
    long[] widerKeys = new long[keys.length * 2];
    long[] widerValues = emptyValues(keys.length * 2);
    for (int i = 0; i < keys.length; i++) {
      if (values[i] != Long.MIN_VALUE) {
        int slot = slot(widerKeys, widerValues, keys[i]);
        widerKeys[slot] = keys[i];
        widerValues[slot] = values[i];
      }
    }
    keys = widerKeys;
    values = widerValues;
  }

  private static int slot(long[] keys, long[] values, long key) {
    int mask = keys.length - 1;
    int slot = home(key, mask);
    while (values[slot] != Long.MIN_VALUE && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private static int home(long key, int mask) {
    return (int) (key ^ (key >>> 32)) & mask;
  }

  private static long[] emptyValues(int length) {
    long[] values = new long[length];
    Arrays.fill(values, Long.MIN_VALUE);
    return values;
  }
}

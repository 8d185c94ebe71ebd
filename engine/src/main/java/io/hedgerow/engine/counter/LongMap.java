package io.hedgerow.engine.counter;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An open-addressed map from hashes to objects; keys are already well mixed. Not thread-safe. */
final class LongMap<V> {
  private static final int SMALLEST = 16;

  private long[] keys = new long[SMALLEST];
  private @Nullable Object[] values = new Object[SMALLEST];
  private int size;

  int size() {
    return size;
  }

  @SuppressWarnings("unchecked") // only V goes in
  @Nullable V get(long key) {
    return (V) values[slot(key)];
  }

  @SuppressWarnings("unchecked") // only V goes in
  V getOrAdd(long key, Supplier<V> fresh) {
    int slot = slot(key);
    Object found = values[slot];
    if (found != null) {
      return (V) found;
    }
    V added = fresh.get();
    keys[slot] = key;
    values[slot] = added;
    if (++size * 2 > keys.length) {
      rehash(keys.length * 2);
    }
    return added;
  }

  /** Takes a key out, if it is there. */
  void remove(long key) {
    int mask = keys.length - 1;
    int gap = slot(key);
    if (values[gap] == null) {
      return;
    }
    size--;
    // Knuth, volume 3, section 6.4, algorithm R: move up what would not be found behind the gap.
    for (int at = (gap + 1) & mask; values[at] != null; at = (at + 1) & mask) {
      int home = home(keys[at], mask);
      boolean stays = gap < at ? home > gap && home <= at : home > gap || home <= at;
      if (!stays) {
        keys[gap] = keys[at];
        values[gap] = values[at];
        gap = at;
      }
    }
    values[gap] = null;
  }

  private int slot(long key) {
    int mask = keys.length - 1;
    int slot = home(key, mask);
    while (values[slot] != null && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private static int home(long key, int mask) {
    return (int) (key ^ (key >>> 32)) & mask;
  }

  private void rehash(int capacity) {
    long[] oldKeys = keys;
    @Nullable Object[] oldValues = values;
    keys = new long[capacity];
    values = new Object[capacity];
    for (int i = 0; i < oldKeys.length; i++) {
      Object value = oldValues[i];
      if (value != null) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        values[slot] = value;
      }
    }
  }
}

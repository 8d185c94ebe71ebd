package io.hedgerow.engine.counter;

import java.util.Arrays;
import java.util.function.Predicate;
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
      rehash(keys.length * 2, _ -> true);
    }
    return added;
  }

  /** Keeps only values that pass; the table shrinks when few are left. */
  void retain(Predicate<V> keep) {
    rehash(keys.length, keep);
    if (size * 8 < keys.length && keys.length > SMALLEST) {
      rehash(Math.max(SMALLEST, Integer.highestOneBit(Math.max(1, size)) * 4), _ -> true);
    }
  }

  /** Is told of every entry. */
  @FunctionalInterface
  interface Visitor<V, X extends Exception> {
    void visit(long key, V value) throws X;
  }

  @SuppressWarnings("unchecked") // only V goes in
  <X extends Exception> void forEach(Visitor<V, X> visitor) throws X {
    for (int i = 0; i < keys.length; i++) {
      Object value = values[i];
      if (value != null) {
        visitor.visit(keys[i], (V) value);
      }
    }
  }

  private int slot(long key) {
    int mask = keys.length - 1;
    int slot = (int) (key ^ (key >>> 32)) & mask;
    while (values[slot] != null && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  @SuppressWarnings("unchecked") // only V goes in
  private void rehash(int capacity, Predicate<V> keep) {
    long[] oldKeys = keys;
    @Nullable Object[] oldValues = Arrays.copyOf(values, values.length);
    keys = new long[capacity];
    values = new Object[capacity];
    size = 0;
    for (int i = 0; i < oldKeys.length; i++) {
      Object value = oldValues[i];
      if (value != null && keep.test((V) value)) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        values[slot] = value;
        size++;
      }
    }
  }
}

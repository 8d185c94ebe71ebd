package io.hedgerow.matching.index;

import io.hedgerow.matching.Hash256;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * The hashes by slot, in pages that never move, so that readers need no lock. One writer at a time;
 * a reader may look only at slots it learnt of through an acquiring read made after they were
 * written (a bucket's head, or {@link #size}).
 */
final class HashStore {
  private static final int PAGE_BITS = 13;
  private static final int PAGE = 1 << PAGE_BITS;
  private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);

  private volatile long[][] pages = {};
  private volatile long[] removedBits = {};
  private volatile int size;
  private volatile int removed;
  private int appended;

  /** Writes a hash into the next slot; {@link #publish} makes it count. */
  int append(Hash256 hash) {
    if (appended == HashIndex.MOST_SLOTS) {
      throw new IllegalStateException(
          "an index takes %,d hashes, removed ones included; build a new one"
              .formatted(HashIndex.MOST_SLOTS));
    }
    int slot = appended;
    if (slot >> PAGE_BITS == pages.length) {
      grow();
    }
    long[] page = pages[slot >> PAGE_BITS];
    int at = (slot & PAGE - 1) * 4;
    page[at] = hash.low();
    page[at + 1] = hash.midLow();
    page[at + 2] = hash.midHigh();
    page[at + 3] = hash.high();
    appended++;
    return slot;
  }

  private void grow() {
    long[][] more = Arrays.copyOf(pages, pages.length + 1);
    more[pages.length] = new long[PAGE * 4];
    removedBits = Arrays.copyOf(removedBits, more.length * (PAGE / Long.SIZE));
    pages = more;
  }

  void publish() {
    size = appended;
  }

  boolean remove(int slot) {
    if (slot < 0 || slot >= size || isRemoved(slot)) {
      return false;
    }
    LONGS.setRelease(removedBits, slot >> 6, removedBits[slot >> 6] | 1L << slot);
    int before = removed;
    removed = before + 1;
    return true;
  }

  boolean isRemoved(int slot) {
    return ((long) LONGS.getAcquire(removedBits, slot >> 6) & 1L << slot) != 0;
  }

  /** Slots that count. */
  int size() {
    return size;
  }

  /** Slots written; the writer's own view. */
  int appended() {
    return appended;
  }

  int removed() {
    return removed;
  }

  /** How many bits the slot's hash is away from the four words. */
  int distance(int slot, long low, long midLow, long midHigh, long high) {
    long[] page = pages[slot >> PAGE_BITS];
    int at = (slot & PAGE - 1) * 4;
    return Long.bitCount(page[at] ^ low)
        + Long.bitCount(page[at + 1] ^ midLow)
        + Long.bitCount(page[at + 2] ^ midHigh)
        + Long.bitCount(page[at + 3] ^ high);
  }

  long word(int slot, int word) {
    return pages[slot >> PAGE_BITS][(slot & PAGE - 1) * 4 + word];
  }

  Hash256 hash(int slot) {
    return new Hash256(word(slot, 3), word(slot, 2), word(slot, 1), word(slot, 0));
  }

  long memory() {
    return (long) pages.length * (PAGE * 4L * Long.BYTES + 24) + 8L * removedBits.length;
  }
}

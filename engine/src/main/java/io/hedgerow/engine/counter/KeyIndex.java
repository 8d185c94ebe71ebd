package io.hedgerow.engine.counter;

import java.util.Arrays;

/**
 * From keys to references, open-addressed in 64 segments, so that growing copies a sixty-fourth at
 * a time. A key and its reference lie side by side. Keys are hashes and well mixed; a reference is
 * never 0. Not thread-safe: {@link #seek} leaves a cursor that the methods after it use.
 */
final class KeyIndex {
  private static final int SEGMENTS = 64;
  private static final int SMALLEST = 4;
  private static final long[] NONE = {};

  private final long[][] segments = new long[SEGMENTS][];
  private final int[] sizes = new int[SEGMENTS];
  private int size;

  private int segment;
  private int slot;
  private long sought;

  private int handSegment;
  private int handSlot;

  KeyIndex() {
    Arrays.fill(segments, NONE);
  }

  int size() {
    return size;
  }

  /** Slots there are, in use or not. */
  long slots() {
    long slots = 0;
    for (long[] entries : segments) {
      slots += entries.length / 2;
    }
    return slots;
  }

  /** Puts the cursor on the key; its reference, or 0 when the key is not there. */
  long seek(long key) {
    segment = (int) (key >>> 58);
    sought = key;
    long[] entries = segments[segment];
    if (entries.length == 0) {
      slot = -1;
      return 0;
    }
    slot = find(entries, key);
    return entries[slot + 1];
  }

  private static int find(long[] entries, long key) {
    int mask = entries.length - 1;
    int at = home(key, mask);
    while (entries[at + 1] != 0 && entries[at] != key) {
      at = (at + 2) & mask;
    }
    return at;
  }

  private static int home(long key, int mask) {
    return ((int) (key ^ (key >>> 32)) << 1) & mask;
  }

  /** Sets the reference of the key under the cursor, adding the key when it is new. */
  void set(long reference) {
    if (slot >= 0 && segments[segment][slot + 1] != 0) {
      segments[segment][slot + 1] = reference;
      return;
    }
    long[] entries = segments[segment];
    // Three quarters full at most.
    if ((sizes[segment] + 1) * 8 > entries.length * 3) {
      entries = copied(entries, Math.max(2 * SMALLEST, entries.length * 2));
      segments[segment] = entries;
      slot = find(entries, sought);
    }
    entries[slot] = sought;
    entries[slot + 1] = reference;
    sizes[segment]++;
    size++;
  }

  private static long[] copied(long[] old, int longs) {
    long[] entries = new long[longs];
    for (int i = 0; i < old.length; i += 2) {
      if (old[i + 1] != 0) {
        int at = find(entries, old[i]);
        entries[at] = old[i];
        entries[at + 1] = old[i + 1];
      }
    }
    return entries;
  }

  /** Decides about an entry. */
  @FunctionalInterface
  interface Keep {
    boolean keep(long key, long reference);
  }

  /**
   * Looks at this many slots, from where the last sweep ended, and removes what is not to be kept.
   */
  void sweep(long count, Keep keep) {
    for (long i = 0; i < count; i++) {
      long[] entries = segments[handSegment];
      if (handSlot >= entries.length) {
        shrink(handSegment);
        handSlot = 0;
        handSegment = (handSegment + 1) % SEGMENTS;
        continue;
      }
      if (entries[handSlot + 1] != 0 && !keep.keep(entries[handSlot], entries[handSlot + 1])) {
        remove(handSegment, handSlot);
      } else {
        handSlot += 2;
      }
    }
  }

  /** Makes a segment smaller of which less than an eighth is in use. */
  private void shrink(int at) {
    if (segments[at].length > 2 * SMALLEST && sizes[at] * 16 < segments[at].length) {
      int longs = Math.max(2 * SMALLEST, Integer.highestOneBit(Math.max(1, sizes[at])) * 8);
      segments[at] = copied(segments[at], longs);
    }
  }

  /**
   * Moves up what would not be found behind the gap (Knuth, volume 3, section 6.4, algorithm R).
   */
  private void remove(int from, int removed) {
    long[] entries = segments[from];
    int mask = entries.length - 1;
    int gap = removed;
    for (int at = (gap + 2) & mask; entries[at + 1] != 0; at = (at + 2) & mask) {
      int home = home(entries[at], mask);
      boolean stays = gap < at ? home > gap && home <= at : home > gap || home <= at;
      if (!stays) {
        entries[gap] = entries[at];
        entries[gap + 1] = entries[at + 1];
        gap = at;
      }
    }
    entries[gap + 1] = 0;
    sizes[from]--;
    size--;
  }

  /** Is told of every entry. */
  @FunctionalInterface
  interface Visitor<X extends Exception> {
    void visit(long key, long reference) throws X;
  }

  <X extends Exception> void forEach(Visitor<X> visitor) throws X {
    for (long[] entries : segments) {
      for (int i = 0; i < entries.length; i += 2) {
        if (entries[i + 1] != 0) {
          visitor.visit(entries[i], entries[i + 1]);
        }
      }
    }
  }

  long bytes() {
    return 16 * slots() + 24L * SEGMENTS;
  }
}

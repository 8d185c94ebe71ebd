package io.hedgerow.matching.index;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * All slots by one 16-bit chunk of their hashes. Packed slots lie bucket by bucket in one array;
 * slots added since hang in chains, newest first. An entry is one int: a slot (in a chain: the next
 * link) in as many low bits as the number of slots needs, and above it a tag, bits of the next
 * chunk, in what is left: twelve for a million slots, eight for the most there can be. One writer
 * at a time; readers take a {@link View} and need no lock.
 */
final class ChunkTable {
  static final int CHUNKS = 16;
  static final int CHUNK_BITS = 16;
  static final int MOST_SLOT_BITS = 24;

  private static final int BUCKETS = 1 << CHUNK_BITS;
  private static final int FIRST_CHAIN = 1 << 10;
  private static final VarHandle INTS = MethodHandles.arrayElementVarHandle(int[].class);

  private final int chunk;
  private volatile View view;

  ChunkTable(int chunk) {
    this.chunk = chunk;
    this.view = View.packed(new int[BUCKETS + 1], new int[0], 0);
  }

  /**
   * What a reader holds on to for a whole search.
   *
   * @param slotBits how many low bits of an entry hold a slot or link
   * @param starts where each bucket's packed entries start; one more than there are buckets
   * @param packed entries of slots below {@code firstRecent}, bucket by bucket
   * @param firstRecent the slot of link 0
   * @param heads per bucket the newest link plus one, 0 for none; empty while no chain is
   * @param links per recent slot its tag and the next link plus one
   */
  @SuppressWarnings("ArrayRecordComponent")
  record View(int slotBits, int[] starts, int[] packed, int firstRecent, int[] heads, int[] links) {
    static View packed(int[] starts, int[] packed, int firstRecent) {
      return new View(bitsFor(firstRecent), starts, packed, firstRecent, new int[0], new int[0]);
    }

    int slotMask() {
      return (1 << slotBits) - 1;
    }

    int tagMask() {
      return -1 >>> slotBits;
    }

    /** The newest link of a bucket plus one, with everything it leads to made visible. */
    int head(int bucket) {
      return heads.length == 0 ? 0 : (int) INTS.getAcquire(heads, bucket);
    }
  }

  /** Enough for the slots there are and for the links that may come before the next packing. */
  static int bitsFor(int slots) {
    return Math.clamp(
        Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(slots, HashIndex.LEAST_RECENT)),
        CHUNK_BITS,
        MOST_SLOT_BITS);
  }

  View view() {
    return view;
  }

  /** Hangs the slot just written to the store into its bucket's chain. */
  void append(HashStore store, int slot) {
    View now = roomFor(slot);
    int link = slot - now.firstRecent();
    int bucket = key(store, slot, chunk);
    now.links()[link] = tag(store, slot) << now.slotBits() | now.heads()[bucket];
    INTS.setRelease(now.heads(), bucket, link + 1);
  }

  private View roomFor(int slot) {
    View now = view;
    int link = slot - now.firstRecent();
    if (link < now.links().length) {
      return now;
    }
    int[] heads = now.heads().length == 0 ? new int[BUCKETS] : now.heads();
    int[] links =
        Arrays.copyOf(now.links(), Math.max(FIRST_CHAIN, link + 1 + now.links().length / 2));
    // a reader with the old view must not follow heads into links it does not have
    int[] ownHeads = now.links().length == 0 ? heads : heads.clone();
    View grown =
        new View(now.slotBits(), now.starts(), now.packed(), now.firstRecent(), ownHeads, links);
    view = grown;
    return grown;
  }

  /**
   * Moves slots added since the last time in among the packed ones, by a counting sort, and leaves
   * out what was removed. Packed entries are copied in their order, without looking at their
   * hashes, so that a small addition to a large index costs little.
   */
  void pack(HashStore store) {
    View before = view;
    int end = store.appended();
    int[] starts = new int[BUCKETS + 1];
    countPacked(before, store, starts);
    for (int slot = before.firstRecent(); slot < end; slot++) {
      if (!store.isRemoved(slot)) {
        starts[key(store, slot, chunk) + 1]++;
      }
    }
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      starts[bucket + 1] += starts[bucket];
    }
    int[] next = Arrays.copyOf(starts, BUCKETS);
    int[] packed = new int[starts[BUCKETS]];
    int slotBits = bitsFor(end);
    copyPacked(before, store, slotBits, next, packed);
    for (int slot = before.firstRecent(); slot < end; slot++) {
      if (!store.isRemoved(slot)) {
        packed[next[key(store, slot, chunk)]++] = tag(store, slot) << slotBits | slot;
      }
    }
    view = View.packed(starts, packed, end);
  }

  private static void countPacked(View before, HashStore store, int[] counts) {
    boolean whole = store.removed() == 0;
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      int end = before.starts()[bucket + 1];
      int kept = end - before.starts()[bucket];
      for (int i = before.starts()[bucket]; !whole && i < end; i++) {
        kept -= store.isRemoved(before.packed()[i] & before.slotMask()) ? 1 : 0;
      }
      counts[bucket + 1] = kept;
    }
  }

  /** Slots may need more bits than before; the tag then loses its highest. */
  private static void copyPacked(
      View before, HashStore store, int slotBits, int[] next, int[] packed) {
    boolean whole = store.removed() == 0;
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      int to = next[bucket];
      for (int i = before.starts()[bucket]; i < before.starts()[bucket + 1]; i++) {
        int entry = before.packed()[i];
        int slot = entry & before.slotMask();
        if (whole || !store.isRemoved(slot)) {
          packed[to++] = entry >>> before.slotBits() << slotBits | slot;
        }
      }
      next[bucket] = to;
    }
  }

  private int tag(HashStore store, int slot) {
    return key(store, slot, (chunk + 1) % CHUNKS);
  }

  private static int key(HashStore store, int slot, int chunk) {
    return key(store.word(slot, chunk >> 2), chunk);
  }

  /** The chunk's bits, from the word that holds them. */
  static int key(long word, int chunk) {
    return (int) (word >>> (chunk & 3) * CHUNK_BITS) & BUCKETS - 1;
  }

  long memory() {
    View now = view;
    return 4L
        * (now.starts().length + now.packed().length + now.heads().length + now.links().length);
  }
}

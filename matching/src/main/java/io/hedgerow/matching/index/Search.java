package io.hedgerow.matching.index;

import io.hedgerow.matching.Hash256;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One search through the tables. Used once, by one thread. */
final class Search {
  /** Entries in 64 bytes, what a processor fetches at once. */
  private static final int LINE = 16;

  private final long[] words;
  private final int distance;
  private int[] found = new int[16];
  private int count;

  /** Kept only so that the reads of {@link #warm} are not optimised away. */
  @SuppressWarnings("UnusedVariable")
  private int warmed;

  Search(Hash256 query, int distance) {
    if (distance < 0 || distance > HashIndex.MOST_DISTANCE) {
      throw new IllegalArgumentException(
          "distance must be in [0, %d], was %d".formatted(HashIndex.MOST_DISTANCE, distance));
    }
    this.words = new long[] {query.low(), query.midLow(), query.midHigh(), query.high()};
    this.distance = distance;
  }

  List<HashIndex.Hit> run(ChunkTable[] tables, HashStore store) {
    int size = store.size();
    for (int chunk = 0; chunk < tables.length; chunk++) {
      probe(tables[chunk].view(), chunk, store, size);
    }
    return hits(store);
  }

  private void probe(ChunkTable.View view, int chunk, HashStore store, int size) {
    int next = (chunk + 1) % ChunkTable.CHUNKS;
    int key = ChunkTable.key(words[chunk >> 2], chunk);
    int tag = ChunkTable.key(words[next >> 2], next) & view.tagMask();
    // along the ring some chunk differs by its share at most, and so does it with its successor
    int one = distance / ChunkTable.CHUNKS;
    int both = 2 * distance / ChunkTable.CHUNKS;
    warmed += warm(view, key);
    scan(view, key, tag, both, store, size);
    for (int bit = 0; one >= 1 && bit < ChunkTable.CHUNK_BITS; bit++) {
      int near = key ^ 1 << bit;
      scan(view, near, tag, both - 1, store, size);
      for (int second = 0; one >= 2 && second < bit; second++) {
        scan(view, near ^ 1 << second, tag, both - 2, store, size);
      }
    }
  }

  /**
   * Reads from every bucket that is about to be scanned. Each is a miss of all caches in a large
   * index; here the processor can wait for all of them at once, in the scan only for one after
   * another.
   */
  private static int warm(ChunkTable.View view, int key) {
    int[] packed = view.packed();
    int[] starts = view.starts();
    int sum = 0;
    for (int bit = 0; bit < ChunkTable.CHUNK_BITS; bit++) {
      int start = starts[key ^ 1 << bit];
      if (start + LINE <= packed.length) {
        sum += packed[start] + packed[start + LINE - 1];
      }
    }
    return sum;
  }

  private void scan(
      ChunkTable.View view, int bucket, int tag, int tagDistance, HashStore store, int size) {
    int[] packed = view.packed();
    int slotBits = view.slotBits();
    int slotMask = view.slotMask();
    int end = view.starts()[bucket + 1];
    for (int i = view.starts()[bucket]; i < end; i++) {
      if (Integer.bitCount(packed[i] >>> slotBits ^ tag) <= tagDistance) {
        consider(packed[i] & slotMask, store, size);
      }
    }
    for (int link = view.head(bucket); link != 0; ) {
      int entry = view.links()[link - 1];
      if (Integer.bitCount(entry >>> slotBits ^ tag) <= tagDistance) {
        consider(view.firstRecent() + link - 1, store, size);
      }
      link = entry & slotMask;
    }
  }

  private void consider(int slot, HashStore store, int size) {
    if (store.distance(slot, words[0], words[1], words[2], words[3]) <= distance && slot < size) {
      if (count == found.length) {
        found = Arrays.copyOf(found, 2 * count);
      }
      found[count++] = slot;
    }
  }

  /** A near hash is met in several chunks. */
  private List<HashIndex.Hit> hits(HashStore store) {
    Arrays.sort(found, 0, count);
    List<HashIndex.Hit> hits = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if ((i == 0 || found[i] != found[i - 1]) && !store.isRemoved(found[i])) {
        int away = store.distance(found[i], words[0], words[1], words[2], words[3]);
        hits.add(new HashIndex.Hit(found[i], away));
      }
    }
    hits.sort(null);
    return hits;
  }
}

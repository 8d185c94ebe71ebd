package io.hedgerow.benchmarks.images;

import io.hedgerow.matching.Hash256;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Multi-index hashing as published (Norouzi, Punjani and Fleet, 2012): sixteen tables by 16-bit
 * chunks, one bit of slack each, every candidate's hash fetched and compared.
 */
@SuppressWarnings("ArrayRecordComponent")
record PlainMultiIndex(LinearScan hashes, int[][] starts, int[][] slots) {
  private static final int CHUNKS = 16;
  private static final int BUCKETS = 1 << 16;

  static PlainMultiIndex of(LinearScan hashes) {
    int[][] starts = new int[CHUNKS][BUCKETS + 1];
    int[][] slots = new int[CHUNKS][hashes.words().length / 4];
    for (int chunk = 0; chunk < CHUNKS; chunk++) {
      for (int slot = 0; slot < slots[chunk].length; slot++) {
        starts[chunk][key(hashes.words()[4 * slot + chunk / 4], chunk) + 1]++;
      }
      for (int i = 0; i < BUCKETS; i++) {
        starts[chunk][i + 1] += starts[chunk][i];
      }
      int[] next = Arrays.copyOf(starts[chunk], BUCKETS);
      for (int slot = 0; slot < slots[chunk].length; slot++) {
        slots[chunk][next[key(hashes.words()[4 * slot + chunk / 4], chunk)]++] = slot;
      }
    }
    return new PlainMultiIndex(hashes, starts, slots);
  }

  private static int key(long word, int chunk) {
    return (int) (word >>> (chunk % 4 * 16)) & BUCKETS - 1;
  }

  Set<Integer> search(Hash256 query, int distance) {
    Set<Integer> found = new HashSet<>();
    for (int chunk = 0; chunk < CHUNKS; chunk++) {
      int key = key(query.word(chunk / 4), chunk);
      scan(chunk, key, query, distance, found);
      for (int bit = 0; bit < 16; bit++) {
        scan(chunk, key ^ 1 << bit, query, distance, found);
      }
    }
    return found;
  }

  private void scan(int chunk, int bucket, Hash256 query, int distance, Set<Integer> found) {
    for (int i = starts[chunk][bucket]; i < starts[chunk][bucket + 1]; i++) {
      int slot = slots[chunk][i];
      if (hashes.distance(slot, query) <= distance) {
        found.add(slot);
      }
    }
  }

  long memory() {
    return hashes.memory() + CHUNKS * 4L * (BUCKETS + 1 + slots[0].length);
  }
}

package io.hedgerow.benchmarks.images;

import io.hedgerow.matching.Hash256;
import java.util.HashSet;
import java.util.Set;

/** Every hash looked at, given up after half of it where that half is already too far. */
@SuppressWarnings("ArrayRecordComponent")
record LinearScan(long[] words) {

  static LinearScan of(Iterable<Hash256> hashes, int count) {
    long[] words = new long[4 * count];
    int at = 0;
    for (Hash256 hash : hashes) {
      for (int word = 0; word < 4; word++) {
        words[at++] = hash.word(word);
      }
    }
    return new LinearScan(words);
  }

  Set<Integer> search(Hash256 query, int distance) {
    Set<Integer> found = new HashSet<>();
    for (int at = 0; at < words.length; at += 4) {
      int half =
          Long.bitCount(words[at] ^ query.low()) + Long.bitCount(words[at + 1] ^ query.midLow());
      if (half <= distance && half + rest(at, query) <= distance) {
        found.add(at / 4);
      }
    }
    return found;
  }

  private int rest(int at, Hash256 query) {
    return Long.bitCount(words[at + 2] ^ query.midHigh())
        + Long.bitCount(words[at + 3] ^ query.high());
  }

  int distance(int slot, Hash256 query) {
    int at = 4 * slot;
    return Long.bitCount(words[at] ^ query.low())
        + Long.bitCount(words[at + 1] ^ query.midLow())
        + rest(at, query);
  }

  long memory() {
    return 8L * words.length;
  }
}

package io.hedgerow.matching.index;

import io.hedgerow.matching.Hash256;
import java.util.Random;

/** Hashes from a seed, spread or crowded. */
final class RandomHashes {
  private final Random random;

  RandomHashes(long seed) {
    this.random = new Random(seed);
  }

  Hash256 any() {
    return new Hash256(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
  }

  /** Exactly so many bits away. */
  Hash256 near(Hash256 hash, int distance) {
    Hash256 moved = hash;
    while (moved.distance(hash) < distance) {
      Hash256 next = moved.flip(random.nextInt(256));
      moved = next.distance(hash) > moved.distance(hash) ? next : moved;
    }
    return moved;
  }

  /** As near, with the turned bits crowded into few chunks: the hardest case for a chunk index. */
  Hash256 nearWithin(Hash256 hash, int distance, int bits) {
    int start = random.nextInt(256 - bits);
    Hash256 moved = hash;
    while (moved.distance(hash) < distance) {
      Hash256 next = moved.flip(start + random.nextInt(bits));
      moved = next.distance(hash) > moved.distance(hash) ? next : moved;
    }
    return moved;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }
}

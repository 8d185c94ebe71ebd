package io.hedgerow.engine.counter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class KeyIndexTest {

  @Test
  void findsWhatAMapFindsWhileKeysComeAndGo() {
    for (int seed = 0; seed < 20; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      KeyIndex index = new KeyIndex();
      Map<Long, Long> map = new HashMap<>();
      // Few different keys that also share their home slots, so that chains form and wrap.
      int different = 50 + 400 * (seed % 4);
      for (int i = 0; i < 20_000; i++) {
        long key = key(random.nextInt(different));
        assertThat(index.seek(key)).as("seed %d", seed).isEqualTo(map.getOrDefault(key, 0L));
        index.set(i + 1);
        map.put(key, i + 1L);
        if (i % 97 == 0) {
          long oldest = i - random.nextInt(500);
          index.sweep(2 * index.slots() + 128, (_, reference) -> reference >= oldest);
          map.values().removeIf(reference -> reference < oldest);
          assertThat(index.size()).as("seed %d", seed).isEqualTo(map.size());
        }
      }
      Map<Long, Long> all = new HashMap<>();
      index.forEach(all::put);
      assertThat(all).as("seed %d", seed).isEqualTo(map);
    }
  }

  private static long key(int number) {
    long spread = (long) (number % 7) << 58;
    return spread | (long) (number / 7) << 3;
  }

  @Test
  void sweepsAFewSlotsAtATimeAndComesBySometimeEverywhere() {
    KeyIndex index = new KeyIndex();
    for (long key = 1; key <= 5_000; key++) {
      index.seek(KeyHash.of("k" + key));
      index.set(key);
    }
    long before = index.slots();
    for (int i = 0; i < (int) (2 * before + 128) / 16 + 1; i++) {
      index.sweep(16, (_, reference) -> reference % 100 == 0);
    }
    assertThat(index.size()).isEqualTo(50);
    index.sweep(2 * before + 128, (_, _) -> true);
    assertThat(index.slots()).as("segments that emptied are smaller").isLessThan(before / 4);
  }

  @Test
  void blocksOfASlabNeverOverlapAndFreedOnesAreUsedAgain() {
    Slab slab = new Slab();
    SplittableRandom random = new SplittableRandom(9);
    record Held(int block, int width, int power, long mark) {}
    Set<Held> held = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      if (random.nextInt(3) > 0 || held.isEmpty()) {
        int width = 2 + random.nextInt(2);
        int power = random.nextInt(50) == 0 ? 13 : random.nextInt(6);
        Held fresh = new Held(slab.allocate(width, power), width, power, random.nextLong());
        java.util.Arrays.fill(
            slab.page(fresh.block),
            slab.offset(fresh.block),
            slab.offset(fresh.block) + (width << power),
            fresh.mark);
        held.add(fresh);
      } else {
        Held gone = held.iterator().next();
        for (int at = 0; at < gone.width << gone.power; at++) {
          assertThat(slab.page(gone.block)[slab.offset(gone.block) + at]).isEqualTo(gone.mark);
        }
        held.remove(gone);
        slab.free(gone.block, gone.width, gone.power);
      }
    }
    long bytes = slab.bytes();
    for (Held one : held) {
      slab.free(one.block, one.width, one.power);
    }
    held.forEach(one -> slab.allocate(one.width, one.power));
    assertThat(slab.bytes()).isEqualTo(bytes);
  }
}

package io.hedgerow.ledger.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LongTableTest {

  @Test
  void agreesWithAHashMap() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    LongTable table = new LongTable();
    Map<Long, Long> plain = new HashMap<>();
    for (int i = 0; i < 200_000; i++) {
      long key = random.nextInt(5_000) * 0x9E3779B97F4A7C15L;
      long value = random.nextInt(3) == 0 ? Long.MIN_VALUE : random.nextLong();
      table.put(key, value);
      if (value == Long.MIN_VALUE) {
        plain.remove(key);
      } else {
        plain.put(key, value);
      }
    }
    assertThat(table.size()).as("seed %d", seed).isEqualTo(plain.size());
    for (int k = 0; k < 5_000; k++) {
      long key = k * 0x9E3779B97F4A7C15L;
      assertThat(table.get(key))
          .as("seed %d, key %d", seed, k)
          .isEqualTo(plain.getOrDefault(key, Long.MIN_VALUE));
    }
  }
}

package io.hedgerow.engine.counter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class KeyHashTest {

  @Test
  void givesThePublishedValues() {
    assertThat(KeyHash.of("")).isEqualTo(0xEF46DB3751D8E999L);
    assertThat(KeyHash.of("a")).isEqualTo(0xD24EC4F1A98C6E5BL);
    assertThat(KeyHash.of("abc")).isEqualTo(0x44BC2CF5AD770999L);
  }

  @Test
  void everyLengthOfInputCounts() {
    byte[] bytes =
        "the quick brown fox jumps over the lazy dog, twice".getBytes(StandardCharsets.UTF_8);
    long[] seen = new long[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      seen[i] = KeyHash.of(java.util.Arrays.copyOf(bytes, i));
    }
    assertThat(seen).doesNotHaveDuplicates();
  }
}

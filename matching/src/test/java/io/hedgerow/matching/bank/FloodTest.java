package io.hedgerow.matching.bank;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FloodTest {
  @Test
  void aFewMatchesAreNoFloodWhateverTheHistory() {
    assertThat(Flood.DEFAULT.is(49, 0)).isFalse();
    assertThat(Flood.DEFAULT.is(50, 0)).isTrue();
  }

  @Test
  void aHashThatAlwaysMatchesMuchMayMatchMuch() {
    assertThat(Flood.DEFAULT.is(99, 20)).isFalse();
    assertThat(Flood.DEFAULT.is(100, 20)).isTrue();
  }
}

package io.hedgerow.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class Hash256Test {
  private static final String HEX =
      "f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22";

  @Test
  void printsWhatItParsed() {
    assertThat(Hash256.parse(HEX)).hasToString(HEX);
    assertThat(Hash256.parse(HEX.toUpperCase(java.util.Locale.ROOT))).hasToString(HEX);
  }

  @Test
  void everyBitCountsOnceInTheDistance() {
    Hash256 hash = Hash256.parse(HEX);
    for (int bit = 0; bit < Hash256.BITS; bit++) {
      assertThat(hash.distance(hash.flip(bit))).isEqualTo(1);
    }
    assertThat(hash.distance(hash.flip(0).flip(255).flip(64).flip(191))).isEqualTo(4);
  }

  @Test
  void bitZeroIsTheLastDigitsLowest() {
    assertThat(new Hash256(0, 0, 0, 0).flip(0).toString()).endsWith("01");
    assertThat(new Hash256(0, 0, 0, 0).flip(255).toString()).startsWith("80");
  }

  @Test
  void isOrderedAsAnUnsignedNumber() {
    assertThat(new Hash256(-1, 0, 0, 0)).isGreaterThan(new Hash256(1, 9, 9, 9));
    assertThat(new Hash256(0, 0, 0, -1)).isGreaterThan(new Hash256(0, 0, 0, 1));
  }

  @Test
  void saysWhatIsWrongWithOtherText() {
    assertThatThrownBy(() -> Hash256.parse("f8")).hasMessageContaining("64 hexadecimal digits");
    assertThatThrownBy(() -> Hash256.parse(HEX.replace('e', 'g')))
        .hasMessageContaining("digit 8 was `g`");
    assertThatThrownBy(() -> Hash256.parse("\uff11" + HEX.substring(1)))
        .hasMessageContaining("digit 1");
  }
}

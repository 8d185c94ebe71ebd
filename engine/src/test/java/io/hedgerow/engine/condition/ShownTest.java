package io.hedgerow.engine.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ShownTest {
  @Test
  void doublesAreShownAsTheFormatterShowsThem() {
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < 20_000; i++) {
      double value =
          (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(-8, 18)) + random.nextInt(2);
      if (value != Math.rint(value)) {
        assertThat(Shown.number(value)).isEqualTo(String.format(Locale.ROOT, "%.6g", value));
      }
    }
    assertThat(Shown.number(999_999.5)).isEqualTo(String.format(Locale.ROOT, "%.6g", 999_999.5));
    assertThat(Shown.number(Double.NaN)).isEqualTo("NaN");
    assertThat(Shown.number(3)).isEqualTo("3.0");
  }

  @Test
  void textIsQuotedAndCutAtTwoHundredCharacters() {
    assertThat(Shown.of("a\"b\\c\nd")).contains("\"a\\\"b\\\\c\\nd\"");
    assertThat(Shown.of("x".repeat(300)).orElseThrow()).hasSize(201).endsWith("…");
  }
}

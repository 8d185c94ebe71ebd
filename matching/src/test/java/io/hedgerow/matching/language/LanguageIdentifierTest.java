package io.hedgerow.matching.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The format and the honesty; how good the real model is, {@code hedgerow bench language} says. */
final class LanguageIdentifierTest {
  private final FastTextModel model = FastTextModel.read(TinyModel.bytes());
  private final LanguageIdentifier identifier = new LanguageIdentifier(model);

  @Test
  void wordsDecide() {
    assertThat(model.labels()).isEqualTo(3);
    assertThat(identifier.identify("owl owl owl").language())
        .isNotEqualTo(identifier.identify("lark lark lark").language());
    assertThat(identifier.identify("owl owl owl").probability()).isGreaterThan(0.9);
  }

  @Test
  void wordsThatNobodyKnowsAreNoLanguage() {
    assertThat(identifier.identify("zzz qqq xxx zzz").isKnown()).isFalse();
  }

  @Test
  void fewLettersAreNoLanguage() {
    assertThat(identifier.identify("owl").isKnown()).isFalse();
    assertThat(identifier.identify("").probability()).isZero();
    assertThat(identifier.identify("\uD83D\uDE00 123 !!!")).isEqualTo(new Identified("und", 0));
    assertThat(identifier.identify("@owlowlowl https://example.org/owl").probability()).isZero();
  }

  @Test
  void everyCutOfAModelIsRefused() {
    byte[] whole = TinyModel.bytes();
    for (int length = 0; length < whole.length; length += length < 400 ? 1 : 97) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> FastTextModel.read(cut))
          .as("%d bytes", length)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("model file");
    }
  }

  @Test
  void otherFilesAreRefused() {
    assertThatThrownBy(() -> FastTextModel.read(new byte[100]))
        .hasMessage("magic number of a model file must be 793712314, was 0");
  }

  @Test
  void longTextsAreReadInPart() {
    assertThat(identifier.identify("owl ".repeat(300_000)).isKnown()).isTrue();
  }
}

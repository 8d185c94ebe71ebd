package io.hedgerow.models.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hedgerow.models.onnx.OnnxModel;
import io.hedgerow.models.store.ModelCatalogue;
import io.hedgerow.models.store.ModelStore;
import io.hedgerow.models.store.ModelUnavailable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class OnnxEncoderTest {
  private static final ModelStore STORE =
      new ModelStore(
          Path.of("none"),
          (source, _) -> {
            throw new IOException("no network in tests: " + source);
          });

  private static OnnxEncoder encoder;

  @BeforeAll
  static void open() throws IOException {
    encoder = Encoders.openMiniLm(STORE);
  }

  @AfterAll
  static void close() {
    encoder.close();
  }

  @Test
  void textsOfLikeMeaningAreNearEachOther() {
    Embedding cheap = encoder.encode("Buy cheap watches now, best price!");
    Embedding offer = encoder.encode("Great discount on wristwatches, order today");
    Embedding soup = encoder.encode("My grandmother's recipe for onion soup");
    assertThat(cheap.similarity(offer)).isGreaterThan(cheap.similarity(soup) + 0.2);
  }

  @Test
  void aTextGetsTheSameBitsAloneAndInAnyBatch() {
    List<String> texts = new ArrayList<>();
    Random random = new Random(9);
    for (int i = 0; i < 120; i++) {
      texts.add("hedge " + "of roses, 42 and 🙈 ".repeat(random.nextInt(9)) + random.nextInt(99));
    }
    List<Embedding> together = encoder.encode(texts);
    for (int i = 0; i < texts.size(); i++) {
      Embedding alone = encoder.encode(texts.get(i));
      assertThat(alone.vector()).containsExactly(together.get(i).vector());
      assertThat(alone.layers()).containsExactly(together.get(i).layers());
    }
  }

  @Test
  void closingTwiceIsClosingOnce() throws IOException {
    OnnxEncoder twice = Encoders.openMiniLm(STORE);
    twice.close();
    twice.close();
  }

  @Test
  void hostileTextsGetFiniteVectors() {
    List<String> texts =
        List.of(
            "",
            "a",
            "\uD800",
            "\u200B\u200D",
            "🙈".repeat(500),
            "слово word 字 كلمة",
            "\u0000",
            "a".repeat(1 << 20),
            "w ".repeat(1 << 19));
    for (Embedding made : encoder.encode(texts)) {
      assertThat(made.vector()).hasSize(encoder.identity().dimensions()).doesNotContain(Float.NaN);
      assertThat(made.layers()).hasSize(2 * encoder.identity().dimensions());
      assertThat(made.similarity(made)).isCloseTo(1, within(1e-4));
    }
  }

  @Test
  void bytesThatAreNoNetworkAreRefusedByName() {
    assertThatThrownBy(() -> OnnxModel.open("broken", new byte[] {1, 2, 3}))
        .isInstanceOf(ModelUnavailable.class)
        .hasMessageContaining("model `broken` cannot be opened");
  }

  @Test
  void aNetworkCutShortIsRefused() throws IOException {
    byte[] graph = STORE.read(ModelCatalogue.MINILM, ModelCatalogue.GRAPH);
    byte[] cut = Arrays.copyOf(graph, graph.length / 2);
    assertThatThrownBy(() -> OnnxModel.open("cut", cut)).isInstanceOf(ModelUnavailable.class);
  }
}

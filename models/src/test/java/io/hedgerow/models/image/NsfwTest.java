package io.hedgerow.models.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hedgerow.matching.image.Pixels;
import io.hedgerow.models.onnx.OnnxModel;
import io.hedgerow.models.onnx.Tensor;
import io.hedgerow.models.store.FileState;
import io.hedgerow.models.store.ModelCatalogue;
import io.hedgerow.models.store.ModelStore;
import io.hedgerow.models.store.ModelUnavailable;
import io.hedgerow.models.store.OrdinaryClients;
import io.hedgerow.models.tfjs.OnnxConversion;
import io.hedgerow.models.tfjs.TfjsFile;
import io.hedgerow.models.tfjs.TfjsModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The converter and the network, held against what TensorFlow.js answered. */
final class NsfwTest {
  private static final double NEAR = 1e-3;

  @TempDir private Path folder;

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = NsfwTest.class.getResourceAsStream("/nsfw/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  private static JsonNode json(String name) throws IOException {
    return new JsonMapper().readTree(resource(name));
  }

  private static TfjsModel tiny() throws IOException {
    return TfjsFile.read(
        resource("tiny-model.js"),
        List.of(resource("tiny-weights-1.js"), resource("tiny-weights-2.js")));
  }

  @Test
  void everyOperatorAnswersAsInTensorFlow() throws IOException {
    byte[] graph = OnnxConversion.convert("tiny", tiny(), Map.of("Identity", 5, "vector", 8));
    float[] square = Square.of(GoldenPicture.draw("weave", 30, 20), 12);
    try (OnnxModel model = OnnxModel.open("tiny", graph)) {
      Map<String, float[]> results =
          model.run(
              Map.of("input", new Tensor.Floats(square, 1, 12, 12, 3)),
              Set.of("Identity", "vector"));
      near(
          results.getOrDefault("Identity", new float[0]), json("tiny-goldens.json").path("scores"));
      near(results.getOrDefault("vector", new float[0]), json("tiny-goldens.json").path("vector"));
    }
  }

  private static void near(float[] found, JsonNode golden) {
    assertThat(found).hasSize(golden.size());
    for (int i = 0; i < found.length; i++) {
      assertThat((double) found[i]).isCloseTo(golden.get(i).asDouble(), within(1e-5));
    }
  }

  @Test
  void anUnknownOperatorIsNamed() throws IOException {
    byte[] other =
        new String(resource("tiny-model.js"), StandardCharsets.UTF_8)
            .replace("AddV2", "Atan2")
            .getBytes(StandardCharsets.UTF_8);
    TfjsModel model =
        TfjsFile.read(other, List.of(resource("tiny-weights-1.js"), resource("tiny-weights-2.js")));
    assertThatThrownBy(() -> OnnxConversion.convert("tiny", model, Map.of()))
        .isInstanceOf(ModelUnavailable.class)
        .hasMessage("operator `Atan2` of node `add` is not known");
  }

  @Test
  void missingWeightsAreNamed() {
    assertThatThrownBy(
            () -> TfjsFile.read(resource("tiny-model.js"), List.of(resource("tiny-weights-1.js"))))
        .isInstanceOf(ModelUnavailable.class)
        .hasMessageContaining("weights must take");
    assertThatThrownBy(() -> TfjsFile.read("var a = 1".getBytes(StandardCharsets.UTF_8), List.of()))
        .hasMessageContaining("the module exports nothing");
  }

  @Test
  void aModelThatWasNotFetchedSaysHow() {
    ModelStore empty = new ModelStore(folder, new OrdinaryClients(Duration.ofSeconds(1)));
    assertThatThrownBy(() -> Nsfw.open(empty)).hasMessageContaining("hedgerow models fetch nsfw");
  }

  /** Only where {@code hedgerow models fetch nsfw} was run: the weights are not in the build. */
  @Test
  void theNetworkAnswersAsInTensorFlow() throws IOException {
    try (Nsfw nsfw = Nsfw.open(fetched())) {
      for (JsonNode golden : json("goldens.json")) {
        Nsfw.Look look =
            nsfw.look(
                GoldenPicture.draw(
                    golden.path("kind").asString(),
                    golden.path("width").asInt(),
                    golden.path("height").asInt()));
        look.scores()
            .forEach((name, score) ->
                assertThat(score)
                    .as(name)
                    .isCloseTo(golden.path("scores").path(name).asDouble(), within(NEAR)));
        nearInDirection(look.embedding(), golden.path("features"));
      }
    }
  }

  /** Goldens hold every 64th feature before scaling. */
  private static void nearInDirection(float[] embedding, JsonNode features) {
    double both = 0;
    double own = 0;
    for (int i = 0; i < features.size(); i++) {
      both += embedding[64 * i] * features.get(i).asDouble();
      own += embedding[64 * i] * embedding[64 * i];
    }
    for (int i = 0; i < features.size(); i++) {
      assertThat(embedding[64 * i] * both / own)
          .isCloseTo(features.get(i).asDouble(), within(NEAR));
    }
  }

  @Test
  void aMirroredPictureHasANearEmbedding() throws IOException {
    Pixels picture = GoldenPicture.draw("rings", 200, 160);
    Pixels mirrored = io.hedgerow.matching.image.Turn.FLIPPED_LEFT_RIGHT.of(picture);
    try (Nsfw nsfw = Nsfw.open(fetched())) {
      float[] own = nsfw.look(picture).embedding();
      assertThat(cosine(own, nsfw.look(mirrored).embedding()))
          .isGreaterThan(
              cosine(own, nsfw.look(GoldenPicture.draw("checks", 200, 160)).embedding()));
    }
  }

  private static double cosine(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }

  private static ModelStore fetched() throws IOException {
    ModelStore store =
        new ModelStore(ModelStore.usualFolder(), new OrdinaryClients(Duration.ofSeconds(1)));
    assumeTrue(
        store.state(ModelCatalogue.NSFW, ModelCatalogue.TOPOLOGY) == FileState.FETCHED,
        "run `hedgerow models fetch nsfw` first");
    return store;
  }
}

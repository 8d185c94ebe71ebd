package io.hedgerow.models.encoder;

import io.hedgerow.models.store.ModelCatalogue;
import io.hedgerow.models.store.ModelStore;
import io.hedgerow.models.store.PinnedModel;
import io.hedgerow.models.tokenizer.TokenizerFile;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Opens the encoders of the catalogue. */
public final class Encoders {
  /** Where texts are cut; posts are rarely longer. */
  public static final int MAXIMUM_TOKENS = 128;

  private static final int BATCH = 8;

  private Encoders() {}

  /** The default: MiniLM with its fourth and fifth of six layers. */
  public static OnnxEncoder openMiniLm(ModelStore store) throws IOException {
    return open(store, ModelCatalogue.MINILM, Pooling.MEAN, layers(3, 4));
  }

  /** The stronger English one. */
  public static OnnxEncoder openBgeSmall(ModelStore store) throws IOException {
    return open(store, ModelCatalogue.BGE_SMALL, Pooling.FIRST, List.of());
  }

  private static OnnxEncoder open(
      ModelStore store, PinnedModel model, Pooling pooling, List<String> layers)
      throws IOException {
    OnnxEncoder.Settings settings =
        new OnnxEncoder.Settings(model.name(), pooling, layers, MAXIMUM_TOKENS, BATCH);
    return OnnxEncoder.open(
        settings,
        store.read(model, ModelCatalogue.GRAPH),
        TokenizerFile.readJson(store.read(model, ModelCatalogue.TOKENIZER)));
  }

  private static List<String> layers(int... numbers) {
    return Arrays.stream(numbers)
        .mapToObj("/encoder/layer.%d/output/LayerNorm/Add_1_output_0"::formatted)
        .toList();
  }
}

package io.hedgerow.models.encoder;

import io.hedgerow.models.store.ModelCatalogue;
import io.hedgerow.models.store.ModelStore;
import io.hedgerow.models.store.ModelUnavailable;
import io.hedgerow.models.store.PinnedModel;
import io.hedgerow.models.tokenizer.TokenizerFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Opens encoders: those of the catalogue, the fast tier, and those that people registered. */
public final class Encoders {
  /** Where texts are cut; posts are rarely longer. */
  public static final int MAXIMUM_TOKENS = 128;

  /** Name of the fast tier. */
  public static final String STATIC = "static";

  /** How many texts run together at most; more of them no longer save time. */
  public static final int BATCH = 16;

  private Encoders() {}

  /**
   * Opens an encoder by its name. A call of it uses the calling thread alone.
   *
   * @throws ModelUnavailable if there is none of that name, or its files are not here
   */
  public static Encoder open(ModelStore store, String name) throws IOException {
    return switch (name) {
      case "minilm" -> openMiniLm(store);
      case "bge-small" -> openBgeSmall(store);
      case "mbert" -> openMultilingual(store);
      case STATIC -> openStatic(store);
      default -> openOwn(new OwnEncoders(store), name);
    };
  }

  /**
   * Opens the encoder that something was trained on.
   *
   * @throws ModelUnavailable if there is none of its name, its files are not here, or they are not
   *     those it was trained on
   */
  public static Encoder open(ModelStore store, Encoder.Identity wanted) throws IOException {
    Encoder found = open(store, wanted.name());
    if (!found.identity().sha256().equals(wanted.sha256())) {
      found.close();
      throw new ModelUnavailable(
          "encoder `%s` is here as %s, and %s is what was trained on"
              .formatted(wanted.name(), shown(found.identity().sha256()), shown(wanted.sha256())));
    }
    return found;
  }

  private static String shown(String sha256) {
    return sha256.length() > 12 ? sha256.substring(0, 12) : sha256;
  }

  private static OnnxEncoder openOwn(OwnEncoders own, String name) throws IOException {
    Optional<EncoderCard> card = own.find(name);
    if (card.isEmpty()) {
      List<String> names = new ArrayList<>(List.of(STATIC, "minilm", "bge-small", "mbert"));
      own.list().forEach(each -> names.add(each.name()));
      throw new ModelUnavailable(
          "there is no encoder `%s`; valid: %s".formatted(name, String.join(", ", names)));
    }
    return own.open(card.get());
  }

  /** The default: MiniLM with its fourth and fifth of six layers. */
  public static OnnxEncoder openMiniLm(ModelStore store) throws IOException {
    return open(store, ModelCatalogue.MINILM, Pooling.MEAN, layers(3, 4));
  }

  /** The stronger English one. */
  public static OnnxEncoder openBgeSmall(ModelStore store) throws IOException {
    return open(store, ModelCatalogue.BGE_SMALL, Pooling.FIRST, List.of());
  }

  /** The multilingual one: the lower six layers of BERT, the fifth beside the sixth. */
  public static OnnxEncoder openMultilingual(ModelStore store) throws IOException {
    OnnxEncoder.Settings settings =
        new OnnxEncoder.Settings(
            ModelCatalogue.MBERT.name(), Pooling.MEAN, List.of(), MAXIMUM_TOKENS, BATCH);
    return OnnxEncoder.open(
        settings,
        store.read(ModelCatalogue.MBERT, ModelCatalogue.GRAPH),
        TokenizerFile.readList(store.read(ModelCatalogue.MBERT, ModelCatalogue.PIECES), false));
  }

  /** The fast tier: a table distilled from MiniLM, made on first use and kept in the store. */
  public static StaticEncoder openStatic(ModelStore store) throws IOException {
    try (OnnxEncoder network = openMiniLm(store)) {
      return StaticEncoder.distil(STATIC, network, staticTable(store));
    }
  }

  /** Where the fast tier's table is kept. */
  public static Path staticTable(ModelStore store) {
    return store.folder().resolve(STATIC).resolve("table.f16");
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

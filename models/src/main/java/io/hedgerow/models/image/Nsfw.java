package io.hedgerow.models.image;

import io.hedgerow.matching.image.Pixels;
import io.hedgerow.models.encoder.Encoder;
import io.hedgerow.models.onnx.OnnxModel;
import io.hedgerow.models.onnx.Tensor;
import io.hedgerow.models.store.ModelCatalogue;
import io.hedgerow.models.store.ModelStore;
import io.hedgerow.models.store.ModelUnavailable;
import io.hedgerow.models.tfjs.OnnxConversion;
import io.hedgerow.models.tfjs.TfjsFile;
import io.hedgerow.models.tfjs.TfjsModel;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What kind of picture it is, by nsfwjs's network (MobileNet v2, 224 × 224, five classes), and the
 * 1,792 numbers it judges by, which serve as the picture's embedding. A weak signal: drawings and
 * bare skin mislead it, so it may ask for a review but never removes. Safe for use by many threads;
 * a call uses the calling thread alone, some 20 ms.
 */
public final class Nsfw implements AutoCloseable {
  /** Numbers in an embedding. */
  public static final int DIMENSIONS = 1792;

  /** Names of the classes, in the network's order. */
  public static final List<String> CLASSES =
      List.of("drawing", "hentai", "neutral", "porn", "sexy");

  /** Which weights a head over the embedding was learned on. */
  public static final Encoder.Identity IDENTITY =
      new Encoder.Identity(
          ModelCatalogue.NSFW.name(), ModelCatalogue.NSFW.files().get(1).sha256(), DIMENSIONS, 0);

  private static final int SIDE = 224;
  private static final String INPUT = "input";
  private static final String PROBABILITIES = "Identity";
  private static final String FEATURES = "feature_vector/SpatialSqueeze";

  private final OnnxModel model;
  private final String features;

  private Nsfw(OnnxModel model, String features) {
    this.model = model;
    this.features = features;
  }

  /**
   * What the network made of a picture.
   *
   * @param scores a probability for each class, together 1
   * @param embedding of length 1; near to a near picture's
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  public record Look(Map<String, Double> scores, float[] embedding) {}

  /**
   * Reads the weights from the store and turns them into ONNX, in some 100 ms.
   *
   * @throws ModelUnavailable if they were not fetched or are not what was pinned
   */
  public static Nsfw open(ModelStore store) throws IOException {
    TfjsModel read =
        TfjsFile.read(
            store.read(ModelCatalogue.NSFW, ModelCatalogue.TOPOLOGY),
            List.of(
                store.read(ModelCatalogue.NSFW, ModelCatalogue.FIRST_SHARD),
                store.read(ModelCatalogue.NSFW, ModelCatalogue.SECOND_SHARD)));
    String features =
        read.nodes().stream()
            .map(TfjsModel.Node::name)
            .filter(name -> name.endsWith(FEATURES))
            .findFirst()
            .orElseThrow(() -> new ModelUnavailable("the graph has no node `" + FEATURES + "`"));
    byte[] graph =
        OnnxConversion.convert(
            "nsfw", read, Map.of(PROBABILITIES, CLASSES.size(), features, DIMENSIONS));
    return new Nsfw(OnnxModel.open("nsfw", graph), features);
  }

  /** Looks at a picture. */
  public Look look(Pixels picture) {
    Map<String, float[]> results =
        model.run(
            Map.of(INPUT, new Tensor.Floats(Square.of(picture, SIDE), 1, SIDE, SIDE, 3)),
            Set.of(PROBABILITIES, features));
    float[] probabilities = results.getOrDefault(PROBABILITIES, new float[0]);
    Map<String, Double> scores = new LinkedHashMap<>();
    for (int i = 0; i < CLASSES.size(); i++) {
      scores.put(CLASSES.get(i), (double) probabilities[i]);
    }
    return new Look(scores, scaled(results.getOrDefault(features, new float[0])));
  }

  private static float[] scaled(float[] values) {
    double squares = 0;
    for (float value : values) {
      squares += (double) value * value;
    }
    float factor = squares > 0 ? (float) (1 / Math.sqrt(squares)) : 0;
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
    return values;
  }

  @Override
  public void close() {
    model.close();
  }
}

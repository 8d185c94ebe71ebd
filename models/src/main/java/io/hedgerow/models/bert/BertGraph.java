package io.hedgerow.models.bert;

import io.hedgerow.models.onnx.OnnxGraph;
import io.hedgerow.models.onnx.OnnxGraph.Attribute;
import io.hedgerow.models.tensorflow.Checkpoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the lower layers of a BERT encoder as an ONNX network that reads {@code input_ids} and
 * {@code attention_mask} and answers {@code last_hidden_state}; each layer's result is called
 * {@code layer.N}. All texts are first segments, so that segment's vector is added to the positions
 * once, here.
 *
 * <p>Source: Devlin et al. 2019, section 3 and appendix A; Vaswani et al. 2017, section 3.2.
 */
public final class BertGraph {
  private static final String ROOT = "module/bert/";
  private static final String IDS = "input_ids";
  private static final String MASK = "attention_mask";
  private static final float EPSILON = 1e-12f;
  private static final float MASKED = -10_000;

  private final Checkpoint weights;
  private final Settings settings;
  private final OnnxGraph graph;
  private final int size;

  private BertGraph(Checkpoint weights, Settings settings, int size) {
    this.weights = weights;
    this.settings = settings;
    this.size = size;
    this.graph = new OnnxGraph(settings.name(), OnnxGraph.Operators.SET_20);
  }

  /** How weights are kept and multiplied. */
  public enum Precision {
    /** As they were trained. */
    FLOAT,
    /** Weights as 8-bit integers, activations turned into such as they come. */
    INT8
  }

  /**
   * What is written.
   *
   * @param layers how many layers, from the first
   * @param heads how many heads attention has
   */
  public record Settings(String name, int layers, int heads, Precision precision) {}

  /**
   * Writes the network.
   *
   * @throws IOException if a weight is missing or damaged
   */
  public static byte[] write(Checkpoint weights, Settings settings) throws IOException {
    int size = weights.shape(ROOT + "embeddings/word_embeddings").get(1);
    BertGraph bert = new BertGraph(weights, settings, size);
    bert.graph.inputOfLongs(IDS, -1, -1).inputOfLongs(MASK, -1, -1);
    bert.shared();
    String result = bert.embeddings();
    for (int layer = 0; layer < settings.layers(); layer++) {
      result = bert.layer(layer, result);
    }
    bert.graph.node("Identity", List.of(result), "last_hidden_state");
    return bert.graph.output("last_hidden_state", -1, -1, size).toByteArray();
  }

  /** What all layers read: how heads are set apart and joined, and what masks the padding. */
  private void shared() {
    int heads = settings.heads();
    graph.list("apart", 0, 0, heads, size / heads).list("joined", 0, 0, size);
    graph.list("mask axes", 1, 2);
    graph.weight("one", new float[] {1}).weight("masked", new float[] {MASKED});
    graph.node("Cast", List.of(MASK), "mask", new Attribute.Whole("to", 1));
    graph.node("Sub", List.of("one", "mask"), "padding");
    graph.node("Mul", List.of("padding", "masked"), "penalty");
    graph.node("Unsqueeze", List.of("penalty", "mask axes"), "mask of scores");
  }

  private String embeddings() throws IOException {
    words(weights.floats(ROOT + "embeddings/word_embeddings"));
    float[] positions = weights.floats(ROOT + "embeddings/position_embeddings");
    float[] segments = weights.floats(ROOT + "embeddings/token_type_embeddings");
    for (int i = 0; i < positions.length; i++) {
      positions[i] += segments[i % size];
    }
    graph.weight("positions", positions, positions.length / size, size);
    graph.list("first", 0).list("axis of tokens", 1);
    graph.node("Shape", List.of(IDS), "shape");
    graph.node("Gather", List.of("shape", "axis of tokens"), "tokens");
    graph.node("Slice", List.of("positions", "first", "tokens", "first"), "places");
    graph.node("Add", List.of("words", "places"), "embedded");
    return normalised("embedded", ROOT + "embeddings/LayerNorm", "embedding");
  }

  private void words(float[] table) {
    int rows = table.length / size;
    if (settings.precision() == Precision.FLOAT) {
      graph.weight("word table", table, rows, size);
      graph.node("Gather", List.of("word table", IDS), "words");
      return;
    }
    Quantized quantized = Quantized.byRow(table, size);
    graph.weight("word table", quantized.values(), rows, size);
    graph.weight("word scales", quantized.scales(), rows, 1);
    graph.node("Gather", List.of("word table", IDS), "word steps");
    graph.node("Cast", List.of("word steps"), "word numbers", new Attribute.Whole("to", 1));
    graph.node("Gather", List.of("word scales", IDS), "word scale");
    graph.node("Mul", List.of("word numbers", "word scale"), "words");
  }

  private String layer(int layer, String input) throws IOException {
    String from = ROOT + "encoder/layer_" + layer + "/";
    String attended = attention(from, layer + ".attention", input);
    graph.node("Add", List.of(attended, input), layer + ".attended");
    String middle =
        normalised(layer + ".attended", from + "attention/output/LayerNorm", layer + ".middle");
    String wide = dense(from + "intermediate/dense", layer + ".wide", middle);
    graph.node("Gelu", List.of(wide), layer + ".bent", new Attribute.Word("approximate", "tanh"));
    String narrow = dense(from + "output/dense", layer + ".narrow", layer + ".bent");
    graph.node("Add", List.of(narrow, middle), layer + ".sum");
    return normalised(layer + ".sum", from + "output/LayerNorm", "layer." + layer);
  }

  private String attention(String from, String name, String input) throws IOException {
    Dense all = queriesKeysValues(from + "attention/self/");
    String product = product(all, name + ".qkv", input);
    List<String> split = List.of(name + ".query", name + ".key", name + ".value");
    graph.node(
        "Split",
        List.of(product),
        split,
        new Attribute.Whole("axis", 2),
        new Attribute.Whole("num_outputs", 3));
    String query = turned(split.get(0), 0L, 2L, 1L, 3L);
    String key = turned(split.get(1), 0L, 2L, 3L, 1L);
    String value = turned(split.get(2), 0L, 2L, 1L, 3L);
    graph.node("MatMul", List.of(query, key), name + ".raw");
    graph.node("Add", List.of(name + ".raw", "mask of scores"), name + ".scores");
    graph.node(
        "Softmax", List.of(name + ".scores"), name + ".shares", new Attribute.Whole("axis", -1));
    graph.node("MatMul", List.of(name + ".shares", value), name + ".seen");
    graph.node(
        "Transpose",
        List.of(name + ".seen"),
        name + ".by token",
        new Attribute.Integers("perm", List.of(0L, 2L, 1L, 3L)));
    graph.node("Reshape", List.of(name + ".by token", "joined"), name + ".joined");
    return dense(from + "attention/output/dense", name + ".out", name + ".joined");
  }

  private String turned(String name, Long... axes) {
    graph.node("Reshape", List.of(name, "apart"), name + ".apart");
    graph.node(
        "Transpose",
        List.of(name + ".apart"),
        name + ".turned",
        new Attribute.Integers("perm", List.of(axes)));
    return name + ".turned";
  }

  /** A matrix, row by row, and what is added to each column. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Dense(float[] kernel, float[] bias) {}

  /**
   * Three matrices side by side, so that their input is quantised and read once; the queries carry
   * the scale of the scores.
   */
  private Dense queriesKeysValues(String from) throws IOException {
    float[] kernel = new float[3 * size * size];
    float[] bias = new float[3 * size];
    float scale = (float) (1 / Math.sqrt((double) size / settings.heads()));
    List<String> parts = new ArrayList<>(List.of("query", "key", "value"));
    for (int part = 0; part < 3; part++) {
      float factor = part == 0 ? scale : 1;
      float[] own = weights.floats(from + parts.get(part) + "/kernel");
      float[] added = weights.floats(from + parts.get(part) + "/bias");
      for (int i = 0; i < own.length; i++) {
        kernel[i / size * 3 * size + part * size + i % size] = own[i] * factor;
      }
      for (int i = 0; i < size; i++) {
        bias[part * size + i] = added[i] * factor;
      }
    }
    return new Dense(kernel, bias);
  }

  private String dense(String from, String name, String input) throws IOException {
    Dense dense = new Dense(weights.floats(from + "/kernel"), weights.floats(from + "/bias"));
    return product(dense, name, input);
  }

  private String product(Dense dense, String name, String input) {
    int columns = dense.bias().length;
    int rows = dense.kernel().length / columns;
    graph.weight(name + ".bias", dense.bias(), columns);
    if (settings.precision() == Precision.FLOAT) {
      graph.weight(name + ".kernel", dense.kernel(), rows, columns);
      graph.node("MatMul", List.of(input, name + ".kernel"), name + ".product");
    } else {
      Quantized quantized = Quantized.byColumn(dense.kernel(), columns);
      graph.weight(name + ".kernel", quantized.values(), rows, columns);
      graph.weight(name + ".steps", quantized.scales(), columns);
      List<String> steps = List.of(name + ".in", name + ".in scale", name + ".in zero");
      graph.node("DynamicQuantizeLinear", List.of(input), steps);
      graph.node(
          "MatMulInteger", List.of(steps.get(0), name + ".kernel", steps.get(2)), name + ".whole");
      graph.node("Cast", List.of(name + ".whole"), name + ".real", new Attribute.Whole("to", 1));
      graph.node("Mul", List.of(steps.get(1), name + ".steps"), name + ".scale");
      graph.node("Mul", List.of(name + ".real", name + ".scale"), name + ".product");
    }
    graph.node("Add", List.of(name + ".product", name + ".bias"), name);
    return name;
  }

  private String normalised(String input, String from, String name) throws IOException {
    graph.weight(name + ".gamma", weights.floats(from + "/gamma"), size);
    graph.weight(name + ".beta", weights.floats(from + "/beta"), size);
    graph.node(
        "LayerNormalization",
        List.of(input, name + ".gamma", name + ".beta"),
        name,
        new Attribute.Whole("axis", -1),
        new Attribute.Real("epsilon", EPSILON));
    return name;
  }
}

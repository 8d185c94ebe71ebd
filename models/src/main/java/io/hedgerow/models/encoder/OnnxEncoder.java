package io.hedgerow.models.encoder;

import io.hedgerow.models.onnx.GraphOutputs;
import io.hedgerow.models.onnx.OnnxModel;
import io.hedgerow.models.onnx.RowQuantization;
import io.hedgerow.models.onnx.Tensor;
import io.hedgerow.models.store.ModelUnavailable;
import io.hedgerow.models.store.Sha256;
import io.hedgerow.models.tokenizer.WordPiece;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A BERT-like network and its tokenizer. Texts of like length run together, so that little is
 * padded; a text's vector does not depend on what runs with it, see {@link RowQuantization}. Texts
 * are cut after {@link Settings#maximumTokens}. Safe for use by many threads; a call uses the
 * calling thread alone.
 */
public final class OnnxEncoder implements Encoder {

  /**
   * How a network is used.
   *
   * @param innerLayers names of inner results to pool beside the last one
   * @param maximumTokens where a text is cut; time grows faster than length
   * @param batch how many texts run together at most
   */
  public record Settings(
      String name, Pooling pooling, List<String> innerLayers, int maximumTokens, int batch) {
    public Settings {
      innerLayers = List.copyOf(innerLayers);
    }
  }

  private static final String LAST = "last_hidden_state";
  private static final String TYPES = "token_type_ids";

  private final Settings settings;
  private final WordPiece tokenizer;
  private final OnnxModel model;
  private final Identity identity;

  private OnnxEncoder(Settings settings, WordPiece tokenizer, OnnxModel model, Identity identity) {
    this.settings = settings;
    this.tokenizer = tokenizer;
    this.model = model;
    this.identity = identity;
  }

  /**
   * Opens an encoder and runs it once, so that a network of the wrong shape is found now.
   *
   * @throws ModelUnavailable if the graph cannot be run, or has no {@code last_hidden_state}
   */
  public static OnnxEncoder open(Settings settings, byte[] graph, WordPiece tokenizer)
      throws ModelUnavailable {
    byte[] rows = RowQuantization.rewrite(graph);
    OnnxModel model =
        OnnxModel.open(settings.name(), GraphOutputs.expose(rows, settings.innerLayers()));
    if (!model.outputs().contains(LAST)) {
      model.close();
      throw new ModelUnavailable(
          "model `%s` has no output `%s`; it has %s"
              .formatted(settings.name(), LAST, model.outputs()));
    }
    String sha256 = Sha256.of(rows);
    int layers = settings.innerLayers().size();
    OnnxEncoder probe =
        new OnnxEncoder(settings, tokenizer, model, new Identity(settings.name(), sha256, 0, 0));
    int dimensions = probe.run(List.of(tokenizer.encode("a", 8))).getFirst().vector().length;
    return new OnnxEncoder(
        settings, tokenizer, model, new Identity(settings.name(), sha256, dimensions, layers));
  }

  WordPiece tokenizer() {
    return tokenizer;
  }

  int maximumTokens() {
    return settings.maximumTokens();
  }

  @Override
  public Identity identity() {
    return identity;
  }

  @Override
  public List<Embedding> encode(List<String> texts) {
    return encodeTokens(texts.stream().map(this::tokens).toList());
  }

  /** What the network will read of a text. */
  public int[] tokens(String text) {
    return tokenizer.encode(text, settings.maximumTokens());
  }

  /** Vectors for texts that {@link #tokens} has read already, in their order. */
  public List<Embedding> encodeTokens(List<int[]> texts) {
    Embedding[] made = new Embedding[texts.size()];
    for (int[] batch : batches(texts)) {
      List<Embedding> vectors = run(Arrays.stream(batch).mapToObj(texts::get).toList());
      for (int i = 0; i < batch.length; i++) {
        made[batch[i]] = vectors.get(i);
      }
    }
    return List.of(made);
  }

  /** Places of the texts that run together, shortest texts first. */
  private List<int[]> batches(List<int[]> texts) {
    int[] byLength =
        IntStream.range(0, texts.size())
            .boxed()
            .sorted(Comparator.comparingInt(i -> texts.get(i).length))
            .mapToInt(Integer::intValue)
            .toArray();
    List<int[]> batches = new ArrayList<>();
    for (int from = 0, to; from < byLength.length; from = to) {
      to = endOfBatch(texts, byLength, from);
      batches.add(Arrays.copyOfRange(byLength, from, to));
    }
    return batches;
  }

  private int endOfBatch(List<int[]> texts, int[] byLength, int from) {
    Batch batch = new Batch(settings.batch());
    int to = from;
    while (to < byLength.length && batch.accepts(texts.get(byLength[to]).length)) {
      to++;
    }
    return to;
  }

  private List<Embedding> run(List<int[]> texts) {
    int width = texts.stream().mapToInt(ids -> ids.length).max().orElseThrow();
    Set<String> wanted = new HashSet<>(settings.innerLayers());
    wanted.add(LAST);
    Map<String, float[]> outputs = model.run(inputs(texts, width), wanted);
    List<Embedding> made = new ArrayList<>(texts.size());
    for (int row = 0; row < texts.size(); row++) {
      made.add(embedding(outputs, row, texts.get(row).length, width, texts.size()));
    }
    return made;
  }

  private Map<String, Tensor> inputs(List<int[]> texts, int width) {
    long[] ids = new long[texts.size() * width];
    long[] mask = new long[ids.length];
    for (int row = 0; row < texts.size(); row++) {
      int[] text = texts.get(row);
      for (int i = 0; i < text.length; i++) {
        ids[row * width + i] = text[i];
        mask[row * width + i] = 1;
      }
    }
    Map<String, Tensor> inputs = new HashMap<>();
    inputs.put("input_ids", new Tensor.Longs(ids, texts.size(), width));
    inputs.put("attention_mask", new Tensor.Longs(mask, texts.size(), width));
    if (model.inputs().contains(TYPES)) {
      inputs.put(TYPES, new Tensor.Longs(new long[ids.length], texts.size(), width));
    }
    return inputs;
  }

  private Embedding embedding(
      Map<String, float[]> outputs, int row, int tokens, int width, int rows) {
    float[] last = outputs.getOrDefault(LAST, new float[0]);
    int size = last.length / (rows * width);
    float[] vector = new float[size];
    int start = row * width * size;
    pool(last, start, settings.pooling() == Pooling.FIRST ? 1 : tokens, vector, 0, size);
    float[] layers = new float[size * settings.innerLayers().size()];
    int at = 0;
    for (String layer : settings.innerLayers()) {
      pool(outputs.getOrDefault(layer, new float[0]), start, tokens, layers, at, size);
      at += size;
    }
    return new Embedding(vector, layers);
  }

  private static void pool(float[] from, int start, int tokens, float[] to, int at, int size) {
    for (int token = 0; token < tokens; token++) {
      int place = start + token * size;
      for (int i = 0; i < size; i++) {
        to[at + i] += from[place + i];
      }
    }
    Embedding.scaleToLengthOne(to, at, at + size);
  }

  @Override
  public void close() {
    model.close();
  }
}

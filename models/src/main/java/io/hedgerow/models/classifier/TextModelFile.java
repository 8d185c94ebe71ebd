package io.hedgerow.models.classifier;

import io.hedgerow.models.encoder.Encoder;
import io.hedgerow.models.head.Features;
import io.hedgerow.models.head.HiddenUnits;
import io.hedgerow.models.head.LinearHead;
import io.hedgerow.models.head.Ngrams;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A model as JSON: small, the same bytes for the same model, and readable by every later release.
 * Weights are base64 of little-endian numbers: floats for the head; for n-grams one byte each, in
 * steps of the largest divided by 127.
 */
public final class TextModelFile {
  /** The first format, and what is written of models that it can hold. */
  private static final int LINEAR = 1;

  /** Has hidden units too; releases that know only the first format refuse it by its number. */
  private static final int WITH_HIDDEN_UNITS = 2;

  private static final int MOST_UNITS = 1_024;
  private static final JsonMapper JSON = new JsonMapper();

  private TextModelFile() {}

  public static byte[] write(TextModel model) {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", model.hidden().isPresent() ? WITH_HIDDEN_UNITS : LINEAR);
    root.put("policy", model.policy());
    ObjectNode encoder = root.putObject("encoder");
    encoder.put("name", model.encoder().name());
    encoder.put("sha256", model.encoder().sha256());
    encoder.put("dimensions", model.encoder().dimensions());
    encoder.put("layers", model.encoder().layers());
    root.put("weights", floats(model.head().weights()));
    root.put("bias", model.head().bias());
    model.ngrams().ifPresent(ngrams -> writeNgrams(root.putObject("ngrams"), ngrams));
    model.hidden().ifPresent(hidden -> writeHidden(root.putObject("hidden"), hidden));
    ObjectNode scale = root.putObject("scale");
    scale.put("slope", model.scale().slope());
    scale.put("intercept", model.scale().intercept());
    writeProvenance(root.putObject("provenance"), model.provenance());
    return JSON.writeValueAsBytes(root);
  }

  private static void writeNgrams(ObjectNode node, float[] ngrams) {
    float largest = 0;
    for (float weight : ngrams) {
      largest = Math.max(largest, Math.abs(weight));
    }
    float step = largest / Byte.MAX_VALUE;
    byte[] steps = new byte[ngrams.length];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = step > 0 ? (byte) Math.round(ngrams[i] / step) : 0;
    }
    node.put("step", step);
    node.put("weights", Base64.getEncoder().encodeToString(steps));
  }

  private static void writeHidden(ObjectNode node, HiddenUnits hidden) {
    node.put("units", hidden.outputs().length);
    node.put("weights", floats(hidden.weights()));
    node.put("biases", floats(hidden.biases()));
    node.put("outputs", floats(hidden.outputs()));
  }

  private static void writeProvenance(ObjectNode node, TextModel.Provenance provenance) {
    node.put("method", provenance.method().name().toLowerCase(Locale.ROOT));
    node.put("positives", provenance.positives());
    node.put("negatives", provenance.negatives());
    node.put("unlabelled", provenance.unlabelled());
    node.put("seed", provenance.seed());
    node.put("data_sha256", provenance.dataSha256());
    ArrayNode sources = node.putArray("sources");
    provenance.sources().forEach(sources::add);
  }

  /**
   * Reads a model.
   *
   * @param name of the file, for messages
   * @throws IllegalArgumentException if it is not a model of a format this release knows
   */
  public static TextModel read(String name, byte[] content) {
    try {
      return model(JSON.readTree(content));
    } catch (JacksonException | IllegalArgumentException broken) {
      throw new IllegalArgumentException(name + " is no text model: " + reason(broken), broken);
    }
  }

  private static String reason(Exception broken) {
    return broken instanceof JacksonException json
        ? json.getOriginalMessage()
        : String.valueOf(broken.getMessage());
  }

  private static TextModel model(JsonNode root) {
    int format = root.path("format").asInt(0);
    if (format < LINEAR || format > WITH_HIDDEN_UNITS) {
      throw new IllegalArgumentException("`format` must be 1 or 2, was " + format);
    }
    JsonNode encoder = root.required("encoder");
    Encoder.Identity identity =
        new Encoder.Identity(
            encoder.required("name").asString(),
            encoder.required("sha256").asString(),
            encoder.required("dimensions").asInt(),
            encoder.required("layers").asInt());
    int features = Features.size(identity);
    LinearHead head =
        new LinearHead(floats(root.required("weights"), features), number(root, "bias"));
    JsonNode scale = root.required("scale");
    return new TextModel(
        root.required("policy").asString(),
        identity,
        head,
        ngrams(root.path("ngrams")),
        hidden(root.path("hidden"), features),
        new LogitScale(number(scale, "slope"), number(scale, "intercept")),
        provenance(root.required("provenance")));
  }

  private static Optional<float[]> ngrams(JsonNode node) {
    if (node.isMissingNode()) {
      return Optional.empty();
    }
    byte[] steps = Base64.getDecoder().decode(node.required("weights").asString());
    if (steps.length != Ngrams.BUCKETS) {
      throw new IllegalArgumentException(
          "`ngrams` must have " + Ngrams.BUCKETS + " weights, had " + steps.length);
    }
    double step = number(node, "step");
    float[] ngrams = new float[steps.length];
    for (int i = 0; i < ngrams.length; i++) {
      ngrams[i] = (float) (steps[i] * step);
    }
    return Optional.of(ngrams);
  }

  private static Optional<HiddenUnits> hidden(JsonNode node, int features) {
    if (node.isMissingNode()) {
      return Optional.empty();
    }
    int units = node.required("units").asInt(0);
    if (units < 1 || units > MOST_UNITS) {
      throw new IllegalArgumentException(
          "`units` must be in [1, %d], was %d".formatted(MOST_UNITS, units));
    }
    return Optional.of(
        new HiddenUnits(
            floats(node.required("weights"), units * features),
            floats(node.required("biases"), units),
            floats(node.required("outputs"), units)));
  }

  private static TextModel.Provenance provenance(JsonNode node) {
    List<String> sources = new ArrayList<>();
    node.path("sources").forEach(source -> sources.add(source.asString()));
    return new TextModel.Provenance(
        TextModel.Method.valueOf(node.required("method").asString().toUpperCase(Locale.ROOT)),
        node.path("positives").asInt(0),
        node.path("negatives").asInt(0),
        node.path("unlabelled").asInt(0),
        node.path("seed").asLong(0),
        node.path("data_sha256").asString(""),
        sources);
  }

  private static double number(JsonNode node, String field) {
    double value = node.required(field).asDouble();
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("`" + field + "` must be a finite number, was " + value);
    }
    return value;
  }

  private static String floats(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  private static float[] floats(JsonNode node, int size) {
    byte[] bytes = Base64.getDecoder().decode(node.asString());
    if (bytes.length != size * 4) {
      throw new IllegalArgumentException(
          "a list of weights must hold %d numbers, held %s".formatted(size, bytes.length / 4.0));
    }
    float[] values = new float[size];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException("weights must be finite, had " + value);
      }
    }
    return values;
  }
}

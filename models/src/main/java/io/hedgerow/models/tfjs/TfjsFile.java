package io.hedgerow.models.tfjs;

import io.hedgerow.models.store.ModelUnavailable;
import io.hedgerow.models.tfjs.TfjsModel.Node;
import io.hedgerow.models.tfjs.TfjsModel.Weight;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a graph model that was packed into JavaScript modules: one that exports the topology as an
 * object literal, the others the weights as base64. Weights are one byte each, in steps of their
 * own scale above their own least, as TensorFlow.js's converter quantises them.
 */
public final class TfjsFile {
  private static final String EXPORT = "exports=";

  /** A minifier writes {@code .5}, {@code !0} and {@code !1}, none of which is JSON. */
  private static final Pattern BARE_POINT = Pattern.compile("([:,\\[]-?)\\.(\\d)");

  private static final JsonMapper LITERALS =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_UNQUOTED_PROPERTY_NAMES)
          .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS) // the module's own end
          .build();

  private TfjsFile() {}

  /**
   * Reads a model.
   *
   * @param topology the module with the graph
   * @param shards the modules with the weights, in order
   * @throws ModelUnavailable if a module does not hold what it should
   */
  public static TfjsModel read(byte[] topology, List<byte[]> shards) throws ModelUnavailable {
    try {
      JsonNode root = LITERALS.readTree(literal(topology));
      return new TfjsModel(nodes(root), weights(root, bytes(shards)));
    } catch (JacksonException wrong) {
      throw new ModelUnavailable("not a TensorFlow.js graph: " + wrong.getOriginalMessage());
    } catch (IllegalArgumentException wrong) {
      throw new ModelUnavailable("not a TensorFlow.js graph: " + wrong.getMessage());
    }
  }

  private static String literal(byte[] module) {
    String script = new String(module, StandardCharsets.UTF_8);
    int start = script.lastIndexOf(EXPORT);
    if (start < 0) {
      throw new IllegalArgumentException("the module exports nothing");
    }
    String rest = script.substring(start + EXPORT.length());
    return BARE_POINT
        .matcher(rest)
        .replaceAll("$10.$2")
        .replace(":!0", ":true")
        .replace(":!1", ":false");
  }

  private static byte[] bytes(List<byte[]> shards) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] shard : shards) {
      String script = new String(shard, StandardCharsets.ISO_8859_1);
      int start = script.indexOf('"', script.lastIndexOf(EXPORT)) + 1;
      int end = script.indexOf('"', start);
      if (start == 0 || end < 0) {
        throw new IllegalArgumentException("a module of weights exports no text");
      }
      all.writeBytes(Base64.getDecoder().decode(script.substring(start, end)));
    }
    return all.toByteArray();
  }

  private static List<Node> nodes(JsonNode root) {
    List<Node> nodes = new ArrayList<>();
    for (JsonNode node : root.path("modelTopology").path("node")) {
      List<String> inputs = new ArrayList<>();
      node.path("input").forEach(input -> inputs.add(input.asString()));
      nodes.add(
          new Node(
              node.path("name").asString(), node.path("op").asString(), inputs, node.path("attr")));
    }
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("it has no nodes");
    }
    return nodes;
  }

  private static Map<String, Weight> weights(JsonNode root, byte[] packed) {
    Map<String, Weight> weights = new HashMap<>();
    int at = 0;
    for (JsonNode group : root.path("weightsManifest")) {
      for (JsonNode entry : group.path("weights")) {
        int[] shape = shape(entry);
        int size = java.util.Arrays.stream(shape).reduce(1, Math::multiplyExact);
        weights.put(
            entry.path("name").asString(), new Weight(read(entry, packed, at, size), shape));
        at += size;
      }
    }
    if (at != packed.length) {
      throw new IllegalArgumentException(
          "weights must take %d bytes, took %d".formatted(packed.length, at));
    }
    return weights;
  }

  private static int[] shape(JsonNode entry) {
    JsonNode sizes = entry.path("shape");
    int[] shape = new int[sizes.size()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = sizes.get(i).asInt();
    }
    return shape;
  }

  private static float[] read(JsonNode entry, byte[] packed, int at, int size) {
    JsonNode quantised = entry.path("quantization");
    if (!quantised.path("dtype").asString("").equals("uint8")) {
      throw new IllegalArgumentException(
          "weight `%s` is not quantised to uint8".formatted(entry.path("name").asString()));
    }
    if (at + size > packed.length) {
      throw new IllegalArgumentException(
          "weights must take %d bytes, took more".formatted(packed.length));
    }
    double scale = quantised.path("scale").asDouble();
    double least = quantised.path("min").asDouble();
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) ((packed[at + i] & 0xff) * scale + least);
    }
    return values;
  }
}

package io.hedgerow.models.tfjs;

import io.hedgerow.models.onnx.OnnxGraph;
import io.hedgerow.models.onnx.OnnxGraph.Attribute;
import io.hedgerow.models.store.ModelUnavailable;
import io.hedgerow.models.tfjs.TfjsModel.Node;
import io.hedgerow.models.tfjs.TfjsModel.Weight;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * Turns a frozen convolutional TensorFlow graph into ONNX. TensorFlow keeps pictures as rows,
 * columns, channels, ONNX as channels, rows, columns: the input is turned once, and convolution
 * weights are turned here. Fused operators become the operators they were fused from. An operator
 * it does not know is an error, never left out.
 */
public final class OnnxConversion {
  /** Where the axes batch, row, column, channel lie in ONNX's order. */
  private static final long[] AXES = {0, 2, 3, 1};

  private static final String LEAST = "relu6/least";
  private static final String MOST = "relu6/most";

  private final TfjsModel model;
  private final OnnxGraph graph;
  private final Map<String, String> names = new HashMap<>();
  private final Set<String> written = new HashSet<>();

  private OnnxConversion(TfjsModel model, OnnxGraph graph) {
    this.model = model;
    this.graph = graph;
  }

  /**
   * Converts.
   *
   * @param name of the graph, for people
   * @param outputs nodes whose results are answered, with how many numbers each has a picture
   * @throws ModelUnavailable if an operator is not known, or an output is not there
   */
  public static byte[] convert(String name, TfjsModel model, Map<String, Integer> outputs)
      throws ModelUnavailable {
    OnnxGraph graph = new OnnxGraph(name, OnnxGraph.Operators.SET_11);
    OnnxConversion conversion = new OnnxConversion(model, graph);
    for (Node node : model.nodes()) {
      conversion.node(node);
    }
    for (Map.Entry<String, Integer> output : outputs.entrySet()) {
      if (!conversion.names.containsKey(output.getKey())) {
        throw new ModelUnavailable("the graph has no node `" + output.getKey() + "`");
      }
      graph.output(output.getKey(), -1, output.getValue());
    }
    return graph.toByteArray();
  }

  private void node(Node node) throws ModelUnavailable {
    switch (node.operator()) {
      case "Const" -> {} // written where it is read, in the layout that is read there
      case "Placeholder" -> placeholder(node);
      case "Mul" -> simple("Mul", node);
      case "Sub" -> simple("Sub", node);
      case "AddV2" -> simple("Add", node);
      case "Identity" -> simple("Identity", node);
      case "Softmax" -> simple("Softmax", node, new Attribute.Whole("axis", 1));
      case "AvgPool" ->
          simple(
              "AveragePool",
              node,
              picture("kernel_shape", node.attributes().path("ksize")),
              picture("strides", node.attributes().path("strides")),
              padding(node));
      case "Squeeze" -> simple("Squeeze", node, new Attribute.Integers("axes", squeezed(node)));
      case "_FusedConv2D" -> convolution(node, false);
      case "FusedDepthwiseConv2dNative" -> convolution(node, true);
      case "_FusedMatMul" -> product(node);
      default ->
          throw new ModelUnavailable(
              "operator `%s` of node `%s` is not known".formatted(node.operator(), node.name()));
    }
  }

  private void placeholder(Node node) {
    JsonNode sizes = node.attributes().path("shape").path("shape").path("dim");
    long[] shape = new long[sizes.size()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = sizes.get(i).path("size").asLong();
    }
    graph.input(node.name(), shape);
    String turned = node.name() + "/channels_first";
    graph.node(
        "Transpose",
        List.of(node.name()),
        turned,
        new Attribute.Integers("perm", List.of(0L, 3L, 1L, 2L)));
    names.put(node.name(), turned);
  }

  private void simple(String operator, Node node, Attribute... attributes) throws ModelUnavailable {
    List<String> inputs = new ArrayList<>();
    for (String input : node.inputs()) {
      inputs.add(read(input));
    }
    graph.node(operator, inputs, node.name(), attributes);
    names.put(node.name(), node.name());
  }

  /** The name of what a node reads; a constant is written when first read. */
  private String read(String input) throws ModelUnavailable {
    String name = names.get(input);
    if (name != null) {
      return name;
    }
    Weight weight = weight(input);
    if (weight.shape().length > 1) {
      throw new ModelUnavailable("constant `%s` is read in no known layout".formatted(input));
    }
    return write(input, weight.values(), longs(weight.shape()));
  }

  private Weight weight(String name) throws ModelUnavailable {
    Weight weight = model.weights().get(name);
    if (weight == null) {
      throw new ModelUnavailable("nothing is called `" + name + "` before it is read");
    }
    return weight;
  }

  private String write(String name, float[] values, long... shape) {
    if (written.add(name)) {
      graph.weight(name, values, shape);
    }
    return name;
  }

  private void convolution(Node node, boolean depthwise) throws ModelUnavailable {
    requireKnown(node);
    Weight filter = weight(node.inputs().get(1));
    int[] shape = filter.shape();
    int channels = depthwise ? shape[2] * shape[3] : shape[3];
    String weights =
        write(
            node.inputs().get(1),
            turned(filter, depthwise),
            channels,
            depthwise ? 1 : shape[2],
            shape[0],
            shape[1]);
    fused(
        node,
        "Conv",
        List.of(read(node.inputs().get(0)), weights, read(node.inputs().get(2))),
        picture("strides", node.attributes().path("strides")),
        padding(node),
        new Attribute.Whole("group", depthwise ? shape[2] : 1));
  }

  /** From rows, columns, inputs, outputs to outputs, inputs, rows, columns. */
  private static float[] turned(Weight filter, boolean depthwise) {
    int[] shape = filter.shape();
    int places = shape[0] * shape[1];
    int inputs = depthwise ? 1 : shape[2];
    int outputs = depthwise ? shape[2] * shape[3] : shape[3];
    float[] turned = new float[filter.values().length];
    for (int place = 0; place < places; place++) {
      for (int input = 0; input < inputs; input++) {
        for (int output = 0; output < outputs; output++) {
          turned[(output * inputs + input) * places + place] =
              filter.values()[(place * inputs + input) * outputs + output];
        }
      }
    }
    return turned;
  }

  private void product(Node node) throws ModelUnavailable {
    Weight matrix = weight(node.inputs().get(1));
    String weights = write(node.inputs().get(1), matrix.values(), longs(matrix.shape()));
    fused(node, "Gemm", List.of(read(node.inputs().get(0)), weights, read(node.inputs().get(2))));
  }

  /** Bias comes first and is the operator's own; a last step may cut values to [0, 6]. */
  private void fused(Node node, String operator, List<String> inputs, Attribute... attributes)
      throws ModelUnavailable {
    List<String> steps = words(node.attributes().path("fused_ops"));
    boolean cut = steps.equals(List.of("BiasAdd", "Relu6"));
    if (!cut && !steps.equals(List.of("BiasAdd"))) {
      throw new ModelUnavailable("node `%s` fuses %s".formatted(node.name(), steps));
    }
    String result = cut ? node.name() + "/sum" : node.name();
    graph.node(operator, inputs, result, attributes);
    if (cut) {
      write(LEAST, new float[] {0});
      write(MOST, new float[] {6});
      graph.node("Clip", List.of(result, LEAST, MOST), node.name());
    }
    names.put(node.name(), node.name());
  }

  private static void requireKnown(Node node) throws ModelUnavailable {
    for (JsonNode dilation : node.attributes().path("dilations").path("list").path("i")) {
      if (dilation.asLong() != 1) {
        throw new ModelUnavailable("node `%s` is dilated".formatted(node.name()));
      }
    }
  }

  /** The two middle values of a list over batch, row, column, channel. */
  private static Attribute picture(String name, JsonNode list) {
    JsonNode values = list.path("list").path("i");
    return new Attribute.Integers(name, List.of(values.get(1).asLong(), values.get(2).asLong()));
  }

  private static Attribute padding(Node node) {
    String padding = text(node.attributes().path("padding").path("s").asString());
    return new Attribute.Word("auto_pad", padding.equals("SAME") ? "SAME_UPPER" : "VALID");
  }

  private static List<Long> squeezed(Node node) {
    List<Long> axes = new ArrayList<>();
    for (JsonNode axis : node.attributes().path("squeeze_dims").path("list").path("i")) {
      axes.add(AXES[axis.asInt()]);
    }
    return axes;
  }

  private static List<String> words(JsonNode list) {
    List<String> words = new ArrayList<>();
    list.path("list").path("s").forEach(word -> words.add(text(word.asString())));
    return words;
  }

  private static String text(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  private static long[] longs(int[] values) {
    return IntStream.of(values).asLongStream().toArray();
  }
}

package io.hedgerow.models.onnx;

import io.hedgerow.models.onnx.OnnxGraph.Attribute;
import io.hedgerow.models.protobuf.Fields;
import io.hedgerow.models.protobuf.ProtocolBuffer;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rewrites an 8-bit network so that a text's result does not depend on what shares its batch.
 * {@code DynamicQuantizeLinear} takes one scale for all activations of a batch, so the largest
 * number of one text decides how coarsely every other is read. Here each row, which is one token,
 * has a scale of its own: it is divided by its largest absolute value, and the product is
 * multiplied by that afterwards. That is also nearer to what the weights say in floats.
 *
 * <p>Only the usual way of quantising is rewritten: {@code DynamicQuantizeLinear}, {@code
 * MatMulInteger}, {@code Cast}, {@code Mul}. Whatever else there is stays as it was. The row's
 * scale is kept out of the second {@code Mul}, because ONNX Runtime joins that with the first and
 * the bias, and would multiply the bias by it too.
 *
 * <p>Measurements and what else was tried: {@code docs/decisions/0047-one-text-one-vector.md}.
 */
public final class RowQuantization {
  private static final int GRAPH_OF_MODEL = 7;
  private static final int OPERATORS_OF_MODEL = 8;
  private static final int NODE_OF_GRAPH = 1;

  /** From here on, {@code ReduceMax} reads its axes and has no attribute for them. */
  private static final int AXES_ARE_READ = 18;

  /** Largest step of an activation; 128 stands for 0. */
  private static final int STEPS = 127;

  private static final String ONE = "rows.one";
  private static final String ZERO_STEP = "rows.zero";
  private static final String STEP = "rows.step";
  private static final String LEAST = "rows.least";
  private static final String LAST_AXIS = "rows.last";

  private final OnnxGraph made;
  private final boolean axesAreRead;
  private final List<GraphNode> nodes;

  /** What is multiplied by a row's scale later, and the name of that scale. */
  private final Map<String, String> scales = new HashMap<>();

  private RowQuantization(OnnxGraph made, boolean axesAreRead, List<GraphNode> nodes) {
    this.made = made;
    this.axesAreRead = axesAreRead;
    this.nodes = nodes;
  }

  /**
   * The network with a scale for each row; the same bytes where there is nothing to rewrite, or
   * where they are no network.
   */
  public static byte[] rewrite(byte[] network) {
    try {
      return rewritten(network);
    } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException _) {
      return network; // whoever opens it says what is wrong
    }
  }

  private static byte[] rewritten(byte[] network) {
    boolean axesAreRead = version(network) >= AXES_ARE_READ;
    ProtocolBuffer model = new ProtocolBuffer();
    boolean changed = false;
    Fields fields = new Fields(ByteBuffer.wrap(network));
    for (int field = fields.next(); field != 0; field = fields.next()) {
      List<GraphNode> nodes = field == GRAPH_OF_MODEL ? nodes(fields.message()) : List.of();
      if (nodes.stream().anyMatch(node -> node.is("DynamicQuantizeLinear"))) {
        OnnxGraph graph = OnnxGraph.part();
        new RowQuantization(graph, axesAreRead, nodes).write(fields.message());
        model.message(GRAPH_OF_MODEL, graph.written());
        changed = true;
      } else {
        model.raw(fields.raw());
      }
    }
    return changed ? model.toByteArray() : network;
  }

  /** Version of the operators that come without a name of their own. */
  private static long version(byte[] network) {
    long version = 0;
    Fields fields = new Fields(ByteBuffer.wrap(network));
    for (int field = fields.next(); field != 0; field = fields.next()) {
      if (field == OPERATORS_OF_MODEL) {
        Fields set = fields.message();
        String domain = "";
        long number = 0;
        for (int each = set.next(); each != 0; each = set.next()) {
          domain = each == 1 ? set.text() : domain;
          number = each == 2 ? set.number() : number;
        }
        version = domain.isEmpty() ? number : version;
      }
    }
    return version;
  }

  private static List<GraphNode> nodes(Fields graph) {
    List<GraphNode> nodes = new ArrayList<>();
    for (int field = graph.next(); field != 0; field = graph.next()) {
      if (field == NODE_OF_GRAPH) {
        nodes.add(GraphNode.of(graph));
      }
    }
    return nodes;
  }

  private void write(Fields graph) {
    made.weight(ONE, new float[] {1}).weight(ZERO_STEP, STEPS + 1);
    made.weight(STEP, new float[] {1f / STEPS}).weight(LEAST, new float[] {Float.MIN_NORMAL});
    if (axesAreRead) {
      made.list(LAST_AXIS, -1);
    }
    nodes.forEach(this::node);
    for (int field = graph.next(); field != 0; field = graph.next()) {
      if (field != NODE_OF_GRAPH) {
        made.raw(graph.raw());
      }
    }
  }

  private void node(GraphNode node) {
    String scale = node.inputs().isEmpty() ? null : scales.get(node.inputs().getFirst());
    if (node.is("DynamicQuantizeLinear") && isUsual(node)) {
      quantise(node.inputs().getFirst(), node.outputs());
    } else if (scale == null) {
      made.raw(node.raw());
    } else if (node.is("Mul")) {
      String product = node.outputs().getFirst();
      made.node("Mul", node.inputs(), product + ".even");
      made.node("Mul", List.of(product + ".even", scale), product);
    } else {
      scales.put(node.outputs().getFirst(), scale);
      made.raw(node.raw());
    }
  }

  private void quantise(String activations, List<String> outputs) {
    String steps = outputs.getFirst();
    String scale = steps + ".scale";
    made.node("Abs", List.of(activations), steps + ".size");
    List<String> sizes = new ArrayList<>(List.of(steps + ".size"));
    if (axesAreRead) {
      sizes.add(LAST_AXIS);
      made.node("ReduceMax", sizes, steps + ".max");
    } else {
      made.node("ReduceMax", sizes, steps + ".max", new Attribute.Integers("axes", List.of(-1L)));
    }
    made.node("Mul", List.of(steps + ".max", STEP), steps + ".step");
    made.node("Max", List.of(steps + ".step", LEAST), scale);
    made.node("Div", List.of(activations, scale), steps + ".even");
    made.node("QuantizeLinear", List.of(steps + ".even", ONE, ZERO_STEP), steps);
    made.node("Identity", List.of(ONE), outputs.get(1));
    made.node("Identity", List.of(ZERO_STEP), outputs.get(2));
    scales.put(steps, scale);
  }

  /** Whether every reader of the steps is a product that is scaled right after. */
  private boolean isUsual(GraphNode quantised) {
    List<GraphNode> products = readers(quantised.outputs().get(0));
    return !products.isEmpty()
        && products.stream().allMatch(node -> firstIs(node, "MatMulInteger", quantised, 0))
        && readers(quantised.outputs().get(1)).stream().allMatch(node -> node.is("Mul"))
        && readers(quantised.outputs().get(2)).stream().allMatch(products::contains)
        && products.stream().allMatch(this::isScaled);
  }

  private boolean isScaled(GraphNode product) {
    List<GraphNode> casts = readers(product.outputs().getFirst());
    return casts.size() == 1
        && casts.getFirst().is("Cast")
        && readers(casts.getFirst().outputs().getFirst()).stream()
            .allMatch(node -> firstIs(node, "Mul", casts.getFirst(), 0));
  }

  private static boolean firstIs(GraphNode node, String operator, GraphNode from, int output) {
    return node.is(operator) && node.inputs().getFirst().equals(from.outputs().get(output));
  }

  private List<GraphNode> readers(String name) {
    return nodes.stream().filter(node -> node.inputs().contains(name)).toList();
  }
}

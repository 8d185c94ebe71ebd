package io.hedgerow.models.tfjs;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A frozen graph: nodes in an order in which each comes after what it reads.
 *
 * @param weights of the {@code Const} nodes, by the node's name
 */
public record TfjsModel(List<Node> nodes, Map<String, Weight> weights) {
  public TfjsModel {
    nodes = List.copyOf(nodes);
    weights = Map.copyOf(weights);
  }

  /**
   * One step.
   *
   * @param inputs names of the nodes whose results it reads
   * @param attributes as the file has them
   */
  public record Node(String name, String operator, List<String> inputs, JsonNode attributes) {
    public Node {
      inputs = List.copyOf(inputs);
    }
  }

  /** A constant tensor, row by row. */
  @SuppressWarnings("ArrayRecordComponent") // megabytes that nobody changes
  public record Weight(float[] values, int... shape) {}
}

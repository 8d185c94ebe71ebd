package io.hedgerow.models.onnx;

import io.hedgerow.models.protobuf.Fields;
import java.util.ArrayList;
import java.util.List;

/**
 * A step of a network as its file has it.
 *
 * @param raw the field of the graph that holds it
 */
@SuppressWarnings("ArrayRecordComponent") // copied to another file as it is
record GraphNode(String operator, List<String> inputs, List<String> outputs, byte[] raw) {

  /** Of the field that was just read. */
  static GraphNode of(Fields graph) {
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    String operator = "";
    Fields node = graph.message();
    for (int field = node.next(); field != 0; field = node.next()) {
      switch (field) {
        case 1 -> inputs.add(node.text());
        case 2 -> outputs.add(node.text());
        case 4 -> operator = node.text();
        default -> {}
      }
    }
    return new GraphNode(operator, inputs, outputs, graph.raw());
  }

  boolean is(String name) {
    return operator.equals(name);
  }
}

package io.hedgerow.models.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Makes inner results of a network outputs of it. An ONNX file is a protocol-buffer message, and
 * such messages are merged when one follows another, so the names are appended as a second, nearly
 * empty graph; the weights are not touched.
 */
public final class GraphOutputs {
  private static final int GRAPH_OF_MODEL = 7;
  private static final int OUTPUT_OF_GRAPH = 12;
  private static final int NAME_OF_VALUE = 1;
  private static final int TYPE_OF_VALUE = 2;
  private static final byte[] FLOAT_TENSOR = {0x0A, 0x02, 0x08, 0x01};

  private GraphOutputs() {}

  /** The same network with these results of its nodes, all float tensors, as further outputs. */
  public static byte[] expose(byte[] graph, List<String> names) {
    ByteArrayOutputStream outputs = new ByteArrayOutputStream();
    for (String name : names) {
      ByteArrayOutputStream value = new ByteArrayOutputStream();
      field(value, NAME_OF_VALUE, name.getBytes(StandardCharsets.UTF_8));
      field(value, TYPE_OF_VALUE, FLOAT_TENSOR);
      field(outputs, OUTPUT_OF_GRAPH, value.toByteArray());
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream(graph.length + outputs.size() + 8);
    whole.writeBytes(graph);
    field(whole, GRAPH_OF_MODEL, outputs.toByteArray());
    return whole.toByteArray();
  }

  private static void field(ByteArrayOutputStream out, int number, byte[] content) {
    varint(out, number << 3 | 2);
    varint(out, content.length);
    out.writeBytes(content);
  }

  private static void varint(ByteArrayOutputStream out, int value) {
    int rest = value;
    for (; rest > 0x7F; rest >>>= 7) {
      out.write(rest & 0x7F | 0x80);
    }
    out.write(rest);
  }
}

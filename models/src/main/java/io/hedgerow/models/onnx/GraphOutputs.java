package io.hedgerow.models.onnx;

import io.hedgerow.models.protobuf.ProtocolBuffer;
import java.util.Arrays;
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
    ProtocolBuffer outputs = new ProtocolBuffer();
    for (String name : names) {
      outputs.message(
          OUTPUT_OF_GRAPH,
          new ProtocolBuffer().text(NAME_OF_VALUE, name).bytes(TYPE_OF_VALUE, FLOAT_TENSOR));
    }
    byte[] appended = new ProtocolBuffer().message(GRAPH_OF_MODEL, outputs).toByteArray();
    byte[] whole = Arrays.copyOf(graph, graph.length + appended.length);
    System.arraycopy(appended, 0, whole, graph.length, appended.length);
    return whole;
  }
}

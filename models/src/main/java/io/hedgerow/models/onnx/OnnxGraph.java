package io.hedgerow.models.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * An ONNX file in the making: inputs, weights, nodes in the order in which they run, outputs. All
 * tensors are 32-bit floats. Field numbers are those of {@code onnx.proto}, format version 6,
 * operators of set 11. Not thread-safe.
 */
public final class OnnxGraph {
  private static final int FORMAT = 6;
  private static final int OPERATORS = 11;
  private static final int FLOAT = 1;

  private final ProtocolBuffer graph = new ProtocolBuffer();

  /** A setting of a node. */
  public sealed interface Attribute {
    /** Its name, as the operator has it. */
    String name();

    /** Whole numbers, such as strides. */
    record Integers(String name, List<Long> values) implements Attribute {
      public Integers {
        values = List.copyOf(values);
      }
    }

    /** One whole number, such as an axis. */
    record Whole(String name, long value) implements Attribute {}

    /** A word, such as a kind of padding. */
    record Word(String name, String value) implements Attribute {}
  }

  public OnnxGraph(String name) {
    graph.text(2, name);
  }

  /** Declares what the network reads; −1 stands for any number of rows. */
  public OnnxGraph input(String name, long... shape) {
    graph.message(11, value(name, shape));
    return this;
  }

  /** Declares what the network answers. */
  public OnnxGraph output(String name, long... shape) {
    graph.message(12, value(name, shape));
    return this;
  }

  /** A constant, row by row. */
  public OnnxGraph weight(String name, float[] values, long... shape) {
    ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    ProtocolBuffer tensor = new ProtocolBuffer();
    for (long dimension : shape) {
      tensor.number(1, dimension);
    }
    graph.message(5, tensor.number(2, FLOAT).text(8, name).bytes(9, raw.array()));
    return this;
  }

  /** A step: an operator, what it reads, what its result is called. */
  public OnnxGraph node(
      String operator, List<String> inputs, String output, Attribute... attributes) {
    ProtocolBuffer node = new ProtocolBuffer();
    inputs.forEach(input -> node.text(1, input));
    node.text(2, output).text(3, output).text(4, operator);
    for (Attribute attribute : attributes) {
      node.message(5, attribute(attribute));
    }
    graph.message(1, node);
    return this;
  }

  private static ProtocolBuffer attribute(Attribute attribute) {
    ProtocolBuffer made = new ProtocolBuffer().text(1, attribute.name());
    switch (attribute) {
      case Attribute.Whole(_, long value) -> made.number(3, value).number(20, 2);
      case Attribute.Word(_, String value) -> made.text(4, value).number(20, 3);
      case Attribute.Integers(_, List<Long> values) -> {
        values.forEach(value -> made.number(8, value));
        made.number(20, 7);
      }
    }
    return made;
  }

  private static ProtocolBuffer value(String name, long... shape) {
    ProtocolBuffer sizes = new ProtocolBuffer();
    for (long dimension : shape) {
      ProtocolBuffer size = new ProtocolBuffer();
      sizes.message(1, dimension < 0 ? size.text(2, "rows") : size.number(1, dimension));
    }
    ProtocolBuffer tensor = new ProtocolBuffer().number(1, FLOAT).message(2, sizes);
    return new ProtocolBuffer().text(1, name).message(2, new ProtocolBuffer().message(1, tensor));
  }

  /** The file. */
  public byte[] toByteArray() {
    return new ProtocolBuffer()
        .number(1, FORMAT)
        .text(2, "hedgerow")
        .message(7, graph)
        .message(8, new ProtocolBuffer().text(1, "").number(2, OPERATORS))
        .toByteArray();
  }
}

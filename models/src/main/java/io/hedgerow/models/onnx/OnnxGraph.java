package io.hedgerow.models.onnx;

import io.hedgerow.models.protobuf.ProtocolBuffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * An ONNX file in the making: inputs, weights, nodes in the order in which they run, outputs. Field
 * numbers are those of {@code onnx.proto}. Not thread-safe.
 */
public final class OnnxGraph {
  private static final int FLOAT = 1;
  private static final int UNSIGNED_BYTE = 2;
  private static final int BYTE = 3;
  private static final int LONG = 7;

  private final ProtocolBuffer graph = new ProtocolBuffer();
  private final Operators operators;

  /** Which operators there are, and the format version that came with them. */
  public enum Operators {
    /** What convolutional networks of 2020 need. */
    SET_11(6, 11),
    /** Has {@code LayerNormalization} and {@code Gelu}. */
    SET_20(9, 20);

    private final int format;
    private final int set;

    Operators(int format, int set) {
      this.format = format;
      this.set = set;
    }
  }

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

    /** One real number, such as what keeps a division from zero. */
    record Real(String name, float value) implements Attribute {}
  }

  public OnnxGraph(String name, Operators operators) {
    this(operators);
    graph.text(2, name);
  }

  /** A part of another file: only what {@link #written} answers counts. */
  static OnnxGraph part() {
    return new OnnxGraph(Operators.SET_11);
  }

  private OnnxGraph(Operators operators) {
    this.operators = operators;
  }

  ProtocolBuffer written() {
    return graph;
  }

  /** A field of another graph, as it was there. */
  OnnxGraph raw(byte[] field) {
    graph.raw(field);
    return this;
  }

  /** Declares what the network reads: floats; −1 stands for any number. */
  public OnnxGraph input(String name, long... shape) {
    graph.message(11, value(name, FLOAT, shape));
    return this;
  }

  /** Declares that the network reads 64-bit integers; −1 stands for any number. */
  public OnnxGraph inputOfLongs(String name, long... shape) {
    graph.message(11, value(name, LONG, shape));
    return this;
  }

  /** Declares what the network answers: floats. */
  public OnnxGraph output(String name, long... shape) {
    graph.message(12, value(name, FLOAT, shape));
    return this;
  }

  /** A constant, row by row. */
  public OnnxGraph weight(String name, float[] values, long... shape) {
    ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    return weight(name, FLOAT, raw.array(), shape);
  }

  /** A constant of 8-bit integers, row by row. The array is not copied. */
  public OnnxGraph weight(String name, byte[] values, long... shape) {
    return weight(name, BYTE, values, shape);
  }

  /** One constant step of an activation, 0 to 255. */
  OnnxGraph weight(String name, int step) {
    return weight(name, UNSIGNED_BYTE, new byte[] {(byte) step});
  }

  /** A list of 64-bit integers, such as the sizes of a new shape. */
  public OnnxGraph list(String name, long... values) {
    ByteBuffer raw = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asLongBuffer().put(values);
    return weight(name, LONG, raw.array(), values.length);
  }

  private OnnxGraph weight(String name, int type, byte[] raw, long... shape) {
    ProtocolBuffer tensor = new ProtocolBuffer();
    for (long dimension : shape) {
      tensor.number(1, dimension);
    }
    graph.message(5, tensor.number(2, type).text(8, name).bytes(9, raw));
    return this;
  }

  /** A step: an operator, what it reads, what its result is called. */
  public OnnxGraph node(
      String operator, List<String> inputs, String output, Attribute... attributes) {
    return node(operator, inputs, List.of(output), attributes);
  }

  /** A step with several results. */
  public OnnxGraph node(
      String operator, List<String> inputs, List<String> outputs, Attribute... attributes) {
    ProtocolBuffer node = new ProtocolBuffer();
    inputs.forEach(input -> node.text(1, input));
    outputs.forEach(output -> node.text(2, output));
    node.text(3, outputs.getFirst()).text(4, operator);
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
      case Attribute.Real(_, float value) -> made.real(2, value).number(20, 1);
      case Attribute.Integers(_, List<Long> values) -> {
        values.forEach(value -> made.number(8, value));
        made.number(20, 7);
      }
    }
    return made;
  }

  private static ProtocolBuffer value(String name, int type, long... shape) {
    ProtocolBuffer sizes = new ProtocolBuffer();
    for (int axis = 0; axis < shape.length; axis++) {
      ProtocolBuffer size = new ProtocolBuffer();
      String any = axis == 0 ? "rows" : "any" + axis;
      sizes.message(1, shape[axis] < 0 ? size.text(2, any) : size.number(1, shape[axis]));
    }
    ProtocolBuffer tensor = new ProtocolBuffer().number(1, type).message(2, sizes);
    return new ProtocolBuffer().text(1, name).message(2, new ProtocolBuffer().message(1, tensor));
  }

  /** The file. */
  public byte[] toByteArray() {
    return new ProtocolBuffer()
        .number(1, operators.format)
        .text(2, "hedgerow")
        .message(7, graph)
        .message(8, new ProtocolBuffer().text(1, "").number(2, operators.set))
        .toByteArray();
  }
}

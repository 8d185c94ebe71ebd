package io.hedgerow.models.protobuf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes one protocol-buffer message, field by field, in the order given. ONNX needs few kinds of
 * field; a library would bring its whole schema. Large values are kept as they are and copied once,
 * at the end.
 */
public final class ProtocolBuffer {
  private static final int VARINT = 0;
  private static final int BYTES = 2;
  private static final int FOUR_BYTES = 5;

  private final List<byte[]> parts = new ArrayList<>();
  private byte[] last = new byte[64];
  private int filled;
  private int length;

  /** Adds a whole number. */
  public ProtocolBuffer number(int field, long value) {
    varint((long) field << 3 | VARINT);
    varint(value);
    return this;
  }

  /** Adds a 32-bit real number. */
  public ProtocolBuffer real(int field, float value) {
    varint((long) field << 3 | FOUR_BYTES);
    int bits = Float.floatToIntBits(value);
    for (int shift = 0; shift < 32; shift += 8) {
      put((byte) (bits >>> shift));
    }
    return this;
  }

  /** Adds text. */
  public ProtocolBuffer text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a message; later changes of it are not seen. */
  public ProtocolBuffer message(int field, ProtocolBuffer value) {
    varint((long) field << 3 | BYTES);
    varint(value.length);
    value.parts.forEach(this::append);
    append(Arrays.copyOf(value.last, value.filled));
    return this;
  }

  /** The array is not copied; leave it alone afterwards. */
  public ProtocolBuffer bytes(int field, byte[] value) {
    varint((long) field << 3 | BYTES);
    varint(value.length);
    append(value);
    return this;
  }

  /** Adds a field as {@link Fields#raw} has it. The array is not copied. */
  public ProtocolBuffer raw(byte[] field) {
    append(field);
    return this;
  }

  private void varint(long value) {
    long rest = value;
    for (; (rest & ~0x7FL) != 0; rest >>>= 7) {
      put((byte) (rest & 0x7F | 0x80));
    }
    put((byte) rest);
  }

  private void put(byte value) {
    if (filled == last.length) {
      seal();
    }
    last[filled++] = value;
    length = Math.incrementExact(length);
  }

  private void append(byte[] value) {
    seal();
    parts.add(value);
    length = Math.addExact(length, value.length);
  }

  private void seal() {
    if (filled > 0) {
      parts.add(Arrays.copyOf(last, filled));
      filled = 0;
    }
  }

  /** What was written. */
  public byte[] toByteArray() {
    seal();
    byte[] all = new byte[length];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }
}

package io.hedgerow.models.protobuf;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Walks over the fields of one protocol-buffer message. Not thread-safe. */
public final class Fields {
  private static final int VARINT = 0;
  private static final int EIGHT_BYTES = 1;
  private static final int BYTES = 2;

  private final ByteBuffer message;
  private int kind;
  private int start;
  private long number;
  private ByteBuffer bytes = ByteBuffer.allocate(0);

  public Fields(ByteBuffer message) {
    this.message = message.order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * The next field's number, or 0 at the end; its value is then there to be asked for.
   *
   * @throws BufferUnderflowException if the message is cut short
   * @throws IndexOutOfBoundsException if a field is longer than the message
   */
  public int next() {
    if (!message.hasRemaining()) {
      return 0;
    }
    start = message.position();
    long tag = varint();
    kind = (int) tag & 7;
    switch (kind) {
      case VARINT -> number = varint();
      case EIGHT_BYTES -> number = message.getLong();
      case BYTES -> {
        int size = (int) varint();
        bytes = message.slice(message.position(), size).order(ByteOrder.LITTLE_ENDIAN);
        message.position(message.position() + size);
      }
      default -> number = message.getInt();
    }
    return (int) (tag >>> 3);
  }

  /** The value of a number. */
  public long number() {
    return number;
  }

  /** The value of bytes, such as text. */
  public byte[] bytes() {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(bytes.position(), copy);
    return copy;
  }

  /** The value of text. */
  public String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  /** The field as it was written, its tag included. */
  public byte[] raw() {
    byte[] copy = new byte[message.position() - start];
    message.get(start, copy);
    return copy;
  }

  /** The value of a message, to be walked over. */
  public Fields message() {
    return new Fields(bytes.duplicate());
  }

  /** A number in base 128, lowest digits first. */
  public long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte digit = message.get();
      value |= (long) (digit & 0x7F) << shift;
      if (digit >= 0) {
        break;
      }
    }
    return value;
  }
}

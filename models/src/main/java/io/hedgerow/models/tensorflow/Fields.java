package io.hedgerow.models.tensorflow;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Walks over the fields of one protocol-buffer message. */
final class Fields {
  private static final int VARINT = 0;
  private static final int EIGHT_BYTES = 1;
  private static final int BYTES = 2;

  private final ByteBuffer message;
  private int kind;
  private long number;
  private ByteBuffer bytes = ByteBuffer.allocate(0);

  Fields(ByteBuffer message) {
    this.message = message.order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The next field's number, or 0 at the end; its value is then there to be asked for. */
  int next() {
    if (!message.hasRemaining()) {
      return 0;
    }
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

  long number() {
    return number;
  }

  Fields message() {
    return new Fields(bytes.duplicate());
  }

  /** A number in base 128, lowest digits first. */
  long varint() {
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

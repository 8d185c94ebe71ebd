package io.hedgerow.matching.language;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Little-endian numbers and strings of a model file, checked before anything is made of them. */
final class ModelBytes {
  private final ByteBuffer bytes;

  ModelBytes(byte[] content) {
    bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
  }

  int number() {
    return need(4).getInt();
  }

  long longNumber() {
    return need(8).getLong();
  }

  double real() {
    return need(8).getDouble();
  }

  boolean flag() {
    return need(1).get() != 0;
  }

  byte octet() {
    return need(1).get();
  }

  /** A count that the rest of the file could hold, each thing taking at least so many bytes. */
  int count(long value, int bytesEach) {
    if (value < 0 || value * bytesEach > bytes.remaining()) {
      throw new IllegalArgumentException(
          "a model file says it has %d entries, but only %d bytes follow"
              .formatted(value, bytes.remaining()));
    }
    return (int) value;
  }

  String string() {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (byte next = octet(); next != 0; next = octet()) {
      text.write(next);
    }
    return text.toString(StandardCharsets.UTF_8);
  }

  byte[] octets(int count) {
    byte[] octets = new byte[count(count, 1)];
    bytes.get(octets);
    return octets;
  }

  float[] reals(int count) {
    float[] reals = new float[count(count, 4)];
    for (int i = 0; i < count; i++) {
      reals[i] = bytes.getFloat();
    }
    return reals;
  }

  void expect(String what, long wanted, long found) {
    if (wanted != found) {
      throw new IllegalArgumentException(
          "%s of a model file must be %d, was %d".formatted(what, wanted, found));
    }
  }

  private ByteBuffer need(int count) {
    if (bytes.remaining() < count) {
      throw new IllegalArgumentException(
          "a model file ends too early, after " + bytes.capacity() + " bytes");
    }
    return bytes;
  }
}

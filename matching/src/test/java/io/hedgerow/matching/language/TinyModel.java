package io.hedgerow.matching.language;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes a model of three labels and three words in fastText's format, two columns wide. */
final class TinyModel {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  static byte[] bytes() {
    return new TinyModel().write();
  }

  private byte[] write() {
    ints(793_712_314, 12, 2, 5, 5, 1, 5, 1, 1, 3, 100, 2, 3, 100);
    out.writeBytes(buffer(8).putDouble(1e-4).array());
    ints(6, 3, 3);
    longs(1_000, 0);
    entry("</s>", 50, 0);
    entry("owl", 40, 0);
    entry("lark", 30, 0);
    entry("__label__aa", 30, 1);
    entry("__label__bb", 20, 1);
    entry("__label__cc", 10, 1);
    out.write(1);
    input();
    out.write(0);
    longs(3, 2);
    floats(8, 0, 0, 8, 0, 0);
    return out.toByteArray();
  }

  /** Each row is a centroid of its own: the words' first, then those of the subwords, at zero. */
  private void input() {
    out.write(0);
    longs(3, 2);
    ints(3);
    out.writeBytes(new byte[] {0, 1, 2});
    ints(2, 1, 2, 2);
    float[] centroids = new float[512];
    centroids[2] = 4;
    centroids[3] = -4;
    centroids[4] = -4;
    centroids[5] = 4;
    floats(centroids);
  }

  private void entry(String text, long count, int kind) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    out.write(0);
    longs(count);
    out.write(kind);
  }

  private void ints(int... values) {
    for (int value : values) {
      out.writeBytes(buffer(4).putInt(value).array());
    }
  }

  private void longs(long... values) {
    for (long value : values) {
      out.writeBytes(buffer(8).putLong(value).array());
    }
  }

  private void floats(float... values) {
    for (float value : values) {
      out.writeBytes(buffer(4).putFloat(value).array());
    }
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}

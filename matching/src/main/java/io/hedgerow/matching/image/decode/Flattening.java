package io.hedgerow.matching.image.decode;

import io.hedgerow.matching.image.Pixels;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/**
 * Any of Java's image layouts as plain pixels. Transparency is dropped, not blended, as PDQ's
 * reference does. Grey, indexed and 16-bit values go through the layout's own colour model, again
 * as the Java reference does (which lightens linear grey: other loaders differ by up to 26 bits).
 */
final class Flattening {
  private Flattening() {}

  static Pixels pixels(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    if (image.getType() == BufferedImage.TYPE_3BYTE_BGR
        && image.getRaster().getDataBuffer() instanceof DataBufferByte data
        && data.getData().length == width * height * 3) {
      return new Pixels(width, height, 3, data.getData());
    }
    byte[] samples = new byte[Math.multiplyExact(3, Math.multiplyExact(width, height))];
    int[] row = new int[width];
    for (int y = 0, at = 0; y < height; y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++, at += 3) {
        samples[at] = (byte) row[x];
        samples[at + 1] = (byte) (row[x] >> 8);
        samples[at + 2] = (byte) (row[x] >> 16);
      }
    }
    return new Pixels(width, height, 3, samples);
  }
}

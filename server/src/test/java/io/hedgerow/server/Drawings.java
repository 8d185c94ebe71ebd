package io.hedgerow.server;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** Pictures made from a seed, and copies as people make them. */
final class Drawings {
  private Drawings() {}

  static BufferedImage drawing(long seed) {
    Random random = new Random(seed);
    BufferedImage image = new BufferedImage(320, 240, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D pen = image.createGraphics();
    for (int i = 0; i < 60; i++) {
      pen.setColor(new Color(random.nextInt(0x1000000)));
      int size = 20 + random.nextInt(120);
      if (random.nextBoolean()) {
        pen.fillRect(random.nextInt(320) - 40, random.nextInt(240) - 40, size, size / 2);
      } else {
        pen.fillOval(random.nextInt(320) - 40, random.nextInt(240) - 40, size, size);
      }
    }
    pen.dispose();
    return image;
  }

  static BufferedImage flipped(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    BufferedImage copy = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D pen = copy.createGraphics();
    pen.drawImage(image, width, 0, -width, height, null);
    pen.dispose();
    return copy;
  }

  static BufferedImage framed(BufferedImage image) {
    BufferedImage copy =
        new BufferedImage(
            image.getWidth() + 100, image.getHeight() + 100, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D pen = copy.createGraphics();
    pen.drawImage(image, 50, 50, null);
    pen.dispose();
    return copy;
  }

  /** The lower right of the picture: a fifth of each side is gone. */
  static BufferedImage cropped(BufferedImage image) {
    int width = image.getWidth() * 4 / 5;
    int height = image.getHeight() * 4 / 5;
    BufferedImage copy = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D pen = copy.createGraphics();
    pen.drawImage(image, width - image.getWidth(), height - image.getHeight(), null);
    pen.dispose();
    return copy;
  }

  static byte[] png(BufferedImage image) {
    return written(image, "png");
  }

  static byte[] jpeg(BufferedImage image) {
    return written(image, "jpeg");
  }

  private static byte[] written(BufferedImage image, String format) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, format, bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }
}

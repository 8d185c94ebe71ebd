package io.hedgerow.benchmarks.images;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.CubicCurve2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Random;

/**
 * Pictures drawn from a seed: a shaded ground, then shapes, strokes and grain in varying amounts.
 */
final class Scenes {
  private Scenes() {}

  static BufferedImage scene(long seed, int width, int height) {
    Random random = new Random(seed);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setPaint(
        new GradientPaint(
            random.nextInt(width),
            0,
            colour(random),
            random.nextInt(width),
            height,
            colour(random)));
    graphics.fillRect(0, 0, width, height);
    int shapes = 3 + random.nextInt(60);
    for (int i = 0; i < shapes; i++) {
      draw(graphics, random, width, height);
    }
    graphics.dispose();
    grain(image, random);
    return image;
  }

  private static Color colour(Random random) {
    return new Color(random.nextInt(0x1000000));
  }

  private static void draw(Graphics2D graphics, Random random, int width, int height) {
    double size = width * (0.01 + 0.3 * Math.pow(random.nextDouble(), 2));
    double x = random.nextDouble() * width;
    double y = random.nextDouble() * height;
    graphics.setColor(colour(random));
    switch (random.nextInt(3)) {
      case 0 ->
          graphics.fill(
              new Ellipse2D.Double(
                  x - size / 2, y - size / 2, size, size * (0.4 + random.nextDouble())));
      case 1 ->
          graphics.fill(
              new Rectangle2D.Double(
                  x - size / 2, y - size / 2, size, size * (0.4 + random.nextDouble())));
      default -> {
        graphics.setStroke(new BasicStroke(1 + (float) size / 20));
        graphics.draw(
            new CubicCurve2D.Double(
                x,
                y,
                random.nextDouble() * width,
                random.nextDouble() * height,
                random.nextDouble() * width,
                random.nextDouble() * height,
                random.nextDouble() * width,
                random.nextDouble() * height));
      }
    }
  }

  private static void grain(BufferedImage image, Random random) {
    int strength = random.nextInt(16);
    for (int y = 0; strength > 0 && y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int shift = random.nextInt(2 * strength + 1) - strength;
        int rgb = image.getRGB(x, y);
        image.setRGB(
            x,
            y,
            shifted(rgb >> 16, shift) << 16 | shifted(rgb >> 8, shift) << 8 | shifted(rgb, shift));
      }
    }
  }

  private static int shifted(int value, int by) {
    return Math.clamp((value & 0xff) + by, 0, 255);
  }
}

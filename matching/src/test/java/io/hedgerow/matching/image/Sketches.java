package io.hedgerow.matching.image;

import java.util.Random;

/** Pictures drawn from a seed: a shaded ground with discs, bars and a little noise. */
public final class Sketches {
  private Sketches() {}

  public static Pixels sketch(long seed, int width, int height) {
    Random random = new Random(seed);
    int[] rgb = new int[width * height];
    double slope = random.nextDouble() * 2 - 1;
    int ground = random.nextInt(60, 160);
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = grey((int) (ground + slope * 60 * (i % width) / width + 40.0 * i / rgb.length));
    }
    for (int i = 0; i < 40; i++) {
      shape(random, rgb, width, height);
    }
    for (int i = 0; i < rgb.length; i++) {
      int noise = random.nextInt(-4, 5);
      rgb[i] = shift(rgb[i], noise);
    }
    return Pixels.ofRgb(width, height, rgb);
  }

  private static void shape(Random random, int[] rgb, int width, int height) {
    double x = random.nextDouble() * width;
    double y = random.nextDouble() * height;
    double across = (0.02 + 0.16 * random.nextDouble()) * width;
    double up = (0.02 + 0.16 * random.nextDouble()) * height;
    int colour = random.nextInt(0x1000000);
    boolean disc = random.nextBoolean();
    for (int row = (int) Math.max(0, y - up); row < Math.min(height, y + up); row++) {
      for (int column = (int) Math.max(0, x - across);
          column < Math.min(width, x + across);
          column++) {
        double u = (column - x) / across;
        double v = (row - y) / up;
        if (!disc || u * u + v * v < 1) {
          rgb[row * width + column] = colour;
        }
      }
    }
  }

  private static int grey(int value) {
    int level = Math.max(0, Math.min(255, value));
    return level << 16 | level << 8 | level;
  }

  private static int shift(int rgb, int by) {
    int out = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      out |= Math.max(0, Math.min(255, (rgb >> shift & 0xff) + by)) << shift;
    }
    return out;
  }
}

package io.hedgerow.models.image;

import io.hedgerow.matching.image.Pixels;

/** Pictures drawn by the rules of {@code tools/nsfw-goldens/make.js}, in whole numbers. */
final class GoldenPicture {
  private GoldenPicture() {}

  static Pixels draw(String kind, int width, int height) {
    int[] rgb = new int[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        rgb[y * width + x] =
            sample(kind, x, y, 0) << 16 | sample(kind, x, y, 1) << 8 | sample(kind, x, y, 2);
      }
    }
    return Pixels.ofRgb(width, height, rgb);
  }

  private static int sample(String kind, int x, int y, int channel) {
    return switch (kind) {
      case "weave" -> (x * 7 + y * 13 * (channel + 1) + (x * y >> 3)) & 255;
      case "slope" -> (x * 3 + y * (channel + 1)) / 4 & 255;
      case "rings" -> (((x - 90) * (x - 90) + (y - 70) * (y - 70)) >> (4 + channel)) * 40 & 255;
      case "checks" -> ((x >> 4) + (y >> 4)) % 2 == 0 ? 230 - 40 * channel : 30 + 60 * channel;
      case "plain" -> 224 - 50 * channel;
      default -> throw new IllegalArgumentException("no picture is called " + kind);
    };
  }
}

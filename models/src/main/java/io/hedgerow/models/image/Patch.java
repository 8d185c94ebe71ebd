package io.hedgerow.models.image;

import io.hedgerow.matching.image.Pixels;

/**
 * A part of a picture at another size, for a network: blue, green and red planes one after the
 * other, each value weighed from the four nearest pixels, then {@code (value / 255 - mean) /
 * deviation}.
 */
final class Patch {
  private static final int CHANNELS = 3;

  private Patch() {}

  /** How a network wants its numbers, by channel. */
  @SuppressWarnings("ArrayRecordComponent") // constants
  record Range(float[] mean, float[] deviation) {}

  static float[] of(Pixels picture, Box part, int width, int height, Range range) {
    float[] out = new float[CHANNELS * width * height];
    for (int y = 0; y < height; y++) {
      float row = place(y, height, part.top(), part.height(), picture.height());
      for (int x = 0; x < width; x++) {
        float column = place(x, width, part.left(), part.width(), picture.width());
        for (int channel = 0; channel < CHANNELS; channel++) {
          float value = between(picture, row, column, channel) / 255;
          out[(channel * height + y) * width + x] =
              (value - range.mean()[channel]) / range.deviation()[channel];
        }
      }
    }
    return out;
  }

  /** Where a sample's middle falls in the picture. */
  private static float place(int sample, int samples, int start, int length, int most) {
    float place = start + (sample + 0.5f) * length / samples - 0.5f;
    return Math.clamp(place, 0, most - 1);
  }

  private static float between(Pixels picture, float row, float column, int channel) {
    int top = (int) row;
    int left = (int) column;
    int bottom = Math.min(picture.height() - 1, top + 1);
    int right = Math.min(picture.width() - 1, left + 1);
    float down = row - top;
    float across = column - left;
    return (1 - down)
            * ((1 - across) * sample(picture, left, top, channel)
                + across * sample(picture, right, top, channel))
        + down
            * ((1 - across) * sample(picture, left, bottom, channel)
                + across * sample(picture, right, bottom, channel));
  }

  private static int sample(Pixels picture, int x, int y, int channel) {
    int at = (y * picture.width() + x) * picture.channels();
    return picture.samples()[picture.channels() == 1 ? at : at + channel] & 0xff;
  }
}

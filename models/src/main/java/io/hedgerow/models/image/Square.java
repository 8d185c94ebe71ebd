package io.hedgerow.models.image;

import io.hedgerow.matching.image.Pixels;

/**
 * A picture as a square of red, green, blue in [0, 1], row by row: stretched, each value weighed
 * from the four nearest pixels, corners onto corners. It is what TensorFlow.js's {@code
 * resizeBilinear} with {@code alignCorners} does, so that a network sees what it was trained on; a
 * large picture is therefore sampled, not averaged.
 */
final class Square {
  private static final int CHANNELS = 3;

  private Square() {}

  static float[] of(Pixels picture, int side) {
    float[] out = new float[side * side * CHANNELS];
    float rowStep = (float) (picture.height() - 1) / (side - 1);
    float columnStep = (float) (picture.width() - 1) / (side - 1);
    for (int y = 0, at = 0; y < side; y++) {
      Between rows = Between.at(y * rowStep, picture.height());
      for (int x = 0; x < side; x++) {
        Between columns = Between.at(x * columnStep, picture.width());
        for (int channel = 0; channel < CHANNELS; channel++) {
          out[at++] = value(picture, rows, columns, channel);
        }
      }
    }
    return out;
  }

  /** Two neighbouring places and how near the second is, in [0, 1). */
  private record Between(int first, int second, float share) {
    static Between at(float place, int length) {
      int first = Math.max(0, (int) Math.floor(place));
      return new Between(first, Math.min(length - 1, (int) Math.ceil(place)), place - first);
    }
  }

  private static float value(Pixels picture, Between rows, Between columns, int channel) {
    float upper =
        mix(
            sample(picture, columns.first(), rows.first(), channel),
            sample(picture, columns.second(), rows.first(), channel),
            columns.share());
    float lower =
        mix(
            sample(picture, columns.first(), rows.second(), channel),
            sample(picture, columns.second(), rows.second(), channel),
            columns.share());
    return mix(upper, lower, rows.share());
  }

  private static float mix(float one, float other, float share) {
    return one + (other - one) * share;
  }

  /** Channels of {@link Pixels} run blue, green, red. */
  private static float sample(Pixels picture, int x, int y, int channel) {
    int at = (y * picture.width() + x) * picture.channels();
    int value =
        picture.samples()[picture.channels() == 1 ? at : at + CHANNELS - 1 - channel] & 0xff;
    return value / 255f;
  }
}

package io.hedgerow.matching.image;

import java.util.Objects;

/**
 * A decoded picture: 8-bit samples row by row from the top left, without gaps. With three channels
 * a pixel is blue, green, red; with one it is grey. The array is shared, not copied, because
 * pictures are large: whoever makes one must not write to it afterwards.
 */
@SuppressWarnings("ArrayRecordComponent") // a picture is compared by nobody
public record Pixels(int width, int height, int channels, byte[] samples) {
  public Pixels {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("a picture has pixels, was " + width + "x" + height);
    }
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException("channels must be 1 or 3, was " + channels);
    }
    Objects.requireNonNull(samples);
    if (samples.length != (long) width * height * channels) {
      throw new IllegalArgumentException(
          "samples must be width x height x channels = %d, was %d"
              .formatted((long) width * height * channels, samples.length));
    }
  }

  /** From rows of packed {@code 0xRRGGBB} values; the top byte is ignored. */
  public static Pixels ofRgb(int width, int height, int[] rgb) {
    byte[] samples = new byte[Math.multiplyExact(3, width * height)];
    for (int i = 0; i < width * height; i++) {
      samples[3 * i] = (byte) rgb[i];
      samples[3 * i + 1] = (byte) (rgb[i] >> 8);
      samples[3 * i + 2] = (byte) (rgb[i] >> 16);
    }
    return new Pixels(width, height, 3, samples);
  }
}

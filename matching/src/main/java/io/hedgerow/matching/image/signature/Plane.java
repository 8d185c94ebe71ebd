package io.hedgerow.matching.image.signature;

import io.hedgerow.matching.image.Pixels;

/**
 * A picture's luminance at a bounded size, read at any point. Coordinates run from 0 to 1 over
 * width and height.
 */
@SuppressWarnings("ArrayRecordComponent")
record Plane(int width, int height, float[] luma) {

  /** Averages over areas so that the longer side has so many samples, or all there are if fewer. */
  static Plane of(Pixels picture, int longest) {
    double scale = Math.min(1, (double) longest / Math.max(picture.width(), picture.height()));
    int width = Math.max(1, (int) Math.round(picture.width() * scale));
    int height = Math.max(1, (int) Math.round(picture.height() * scale));
    float[] luma = new float[width * height];
    for (int y = 0; y < height; y++) {
      int top = (int) ((long) y * picture.height() / height);
      int bottom = Math.max(top + 1, (int) ((long) (y + 1) * picture.height() / height));
      for (int x = 0; x < width; x++) {
        int left = (int) ((long) x * picture.width() / width);
        int right = Math.max(left + 1, (int) ((long) (x + 1) * picture.width() / width));
        luma[y * width + x] = average(picture, left, top, right, bottom);
      }
    }
    return new Plane(width, height, luma);
  }

  /** A square of luminances, row by row. */
  static Plane of(byte[] samples, int side) {
    float[] luma = new float[samples.length];
    for (int i = 0; i < luma.length; i++) {
      luma[i] = samples[i] & 0xff;
    }
    return new Plane(side, side, luma);
  }

  private static float average(Pixels picture, int left, int top, int right, int bottom) {
    long red = 0;
    long green = 0;
    long blue = 0;
    int channels = picture.channels();
    byte[] samples = picture.samples();
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        int at = (y * picture.width() + x) * channels;
        blue += samples[at] & 0xff;
        green += samples[at + channels / 2] & 0xff;
        red += samples[at + channels - 1] & 0xff;
      }
    }
    int count = (right - left) * (bottom - top);
    return (0.299f * red + 0.587f * green + 0.114f * blue) / count;
  }

  /** The same averaged down further. */
  Plane shrunk(int longest) {
    double scale = Math.min(1, (double) longest / Math.max(width, height));
    int w = Math.max(1, (int) Math.round(width * scale));
    int h = Math.max(1, (int) Math.round(height * scale));
    float[] out = new float[w * h];
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        out[y * w + x] =
            average(x * width / w, y * height / h, (x + 1) * width / w, (y + 1) * height / h);
      }
    }
    return new Plane(w, h, out);
  }

  private float average(int left, int top, int right, int bottom) {
    float sum = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        sum += luma[y * width + x];
      }
    }
    return sum / ((right - left) * (bottom - top));
  }

  /** The same read at another number of points. */
  Plane stretched(int newWidth, int newHeight) {
    float[] out = new float[newWidth * newHeight];
    for (int y = 0; y < newHeight; y++) {
      for (int x = 0; x < newWidth; x++) {
        out[y * newWidth + x] = at((x + 0.5) / newWidth, (y + 0.5) / newHeight);
      }
    }
    return new Plane(newWidth, newHeight, out);
  }

  /** The same flipped left to right. */
  Plane mirrored() {
    float[] out = new float[luma.length];
    for (int i = 0; i < out.length; i++) {
      int column = i % width;
      out[i] = luma[i - column + width - 1 - column];
    }
    return new Plane(width, height, out);
  }

  /** Between the four nearest samples; beyond the edge the edge goes on. */
  float at(double x, double y) {
    double column = Math.clamp(x * width - 0.5, 0, width - 1.0);
    double row = Math.clamp(y * height - 0.5, 0, height - 1.0);
    int left = (int) column;
    int top = (int) row;
    int right = Math.min(left + 1, width - 1);
    int below = Math.min(top + 1, height - 1) * width;
    float across = (float) (column - left);
    float down = (float) (row - top);
    float upper = luma[top * width + left] * (1 - across) + luma[top * width + right] * across;
    float lower = luma[below + left] * (1 - across) + luma[below + right] * across;
    return upper * (1 - down) + lower * down;
  }
}

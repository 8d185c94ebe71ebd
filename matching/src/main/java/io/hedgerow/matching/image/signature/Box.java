package io.hedgerow.matching.image.signature;

/** Sums over squares of samples, in place; beyond the edge there is nothing to add. */
record Box(int width, int height, int reach) {

  /** Replaces every value by the sum of those up to {@code reach} away in each direction. */
  void sum(float[] values) {
    float[] line = new float[Math.max(width, height)];
    for (int y = 0; y < height; y++) {
      along(values, y * width, 1, width, line);
    }
    for (int x = 0; x < width; x++) {
      along(values, x, width, height, line);
    }
  }

  private void along(float[] values, int start, int step, int length, float[] line) {
    for (int i = 0; i < length; i++) {
      line[i] = values[start + i * step];
    }
    for (int i = 0; i < length; i++) {
      float sum = 0;
      for (int j = Math.max(0, i - reach); j <= Math.min(length - 1, i + reach); j++) {
        sum += line[j];
      }
      values[start + i * step] = sum;
    }
  }
}

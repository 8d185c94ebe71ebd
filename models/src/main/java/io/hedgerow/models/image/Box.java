package io.hedgerow.models.image;

/**
 * A rectangle of a picture.
 *
 * @param left first column
 * @param top first row
 * @param right column after the last
 * @param bottom row after the last
 */
record Box(int left, int top, int right, int bottom) {
  int width() {
    return right - left;
  }

  int height() {
    return bottom - top;
  }

  /** Larger by so much on every side, as far as the picture goes. */
  Box grown(double by, int width, int height) {
    int more = (int) Math.round(by);
    return new Box(
        Math.max(0, left - more),
        Math.max(0, top - more),
        Math.min(width, right + more),
        Math.min(height, bottom + more));
  }

  /** The same part of a picture of another size. */
  Box scaled(double across, double down) {
    return new Box(
        (int) Math.floor(left * across),
        (int) Math.floor(top * down),
        (int) Math.ceil(right * across),
        (int) Math.ceil(bottom * down));
  }
}

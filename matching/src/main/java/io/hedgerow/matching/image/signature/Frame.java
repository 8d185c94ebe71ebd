package io.hedgerow.matching.image.signature;

/** A part of a picture with sides along its own; coordinates run from 0 to 1. */
record Frame(double left, double top, double right, double bottom) {
  static final Frame WHOLE = new Frame(0, 0, 1, 1);

  double width() {
    return right - left;
  }

  double height() {
    return bottom - top;
  }

  boolean contains(double x, double y) {
    return x >= left && x <= right && y >= top && y <= bottom;
  }

  /** The part of this frame that another describes as if this were the whole. */
  Frame part(Frame inner) {
    return new Frame(
        left + inner.left * width(),
        top + inner.top * height(),
        left + inner.right * width(),
        top + inner.bottom * height());
  }

  /**
   * A square part of so much of each side, its spare room shared out: 0 left or top, 1 the other.
   */
  static Frame kept(double share, double across, double down) {
    double spare = 1 - share;
    return new Frame(across * spare, down * spare, across * spare + share, down * spare + share);
  }
}

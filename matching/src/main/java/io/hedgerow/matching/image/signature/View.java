package io.hedgerow.matching.image.signature;

/**
 * A way to look at a picture: a frame, turned by some degrees about its middle.
 *
 * @param degrees clockwise on screen, small
 */
record View(Frame frame, double degrees) {
  private static final int SIDE = 64;
  private static final int POINTS = 2;

  static View of(Frame frame) {
    return new View(frame, 0);
  }

  /** Where in the plane a point of this view lies; {@code x} and {@code y} run from 0 to 1. */
  void locate(Plane plane, double x, double y, double[] point) {
    double across = (x - 0.5) * frame.width();
    double down = (y - 0.5) * frame.height();
    double middleX = (frame.left() + frame.right()) / 2;
    double middleY = (frame.top() + frame.bottom()) / 2;
    if (degrees == 0) {
      point[0] = middleX + across;
      point[1] = middleY + down;
      return;
    }
    double shape = (double) plane.height() / plane.width();
    double sine = Math.sin(Math.toRadians(degrees));
    double cosine = Math.cos(Math.toRadians(degrees));
    point[0] = middleX + cosine * across - sine * down * shape;
    point[1] = middleY + sine * across / shape + cosine * down;
  }

  /** 64 x 64 luminances, each the mean of four points. */
  float[] small(Plane plane) {
    float[] out = new float[SIDE * SIDE];
    double[] point = new double[2];
    double step = 1.0 / (SIDE * POINTS);
    for (int y = 0; y < SIDE * POINTS; y++) {
      for (int x = 0; x < SIDE * POINTS; x++) {
        locate(plane, (x + 0.5) * step, (y + 0.5) * step, point);
        out[y / POINTS * SIDE + x / POINTS] += plane.at(point[0], point[1]) / (POINTS * POINTS);
      }
    }
    return out;
  }
}

package io.hedgerow.matching.image.signature;

import io.hedgerow.matching.image.Turn;

/**
 * Where each point of a known picture lies in a probe: an affine map between two pictures whose
 * coordinates run from 0 to 1.
 */
record Overlay(double xx, double xy, double x0, double yx, double yy, double y0) {

  double x(double u, double v) {
    return xx * u + xy * v + x0;
  }

  double y(double u, double v) {
    return yx * u + yy * v + y0;
  }

  /** Lays a region over a view of the probe that, turned so, looks like it. */
  static Overlay of(Frame region, Turn turn, View view, Plane plane) {
    double[] origin = locate(0, 0, region, turn, view, plane);
    double[] right = locate(1, 0, region, turn, view, plane);
    double[] below = locate(0, 1, region, turn, view, plane);
    return new Overlay(
        right[0] - origin[0],
        below[0] - origin[0],
        origin[0],
        right[1] - origin[1],
        below[1] - origin[1],
        origin[1]);
  }

  private static double[] locate(
      double u, double v, Frame region, Turn turn, View view, Plane plane) {
    double x = (u - region.left()) / region.width();
    double y = (v - region.top()) / region.height();
    double row = turn.mirrorsRows() ? 1 - y : y;
    double column = turn.mirrorsColumns() ? 1 - x : x;
    double[] point = new double[2];
    if (turn.transposes()) {
      view.locate(plane, row, column, point);
    } else {
      view.locate(plane, column, row, point);
    }
    return point;
  }

  /** This map after moving and stretching the known picture a little about the point it covers. */
  Overlay nudged(double right, double down, double wider, double taller, Frame about) {
    double middleU = (about.left() + about.right()) / 2;
    double middleV = (about.top() + about.bottom()) / 2;
    double scaleU = 1 + wider;
    double scaleV = 1 + taller;
    double shiftU = middleU * (1 - scaleU) + right * about.width();
    double shiftV = middleV * (1 - scaleV) + down * about.height();
    return new Overlay(
        xx * scaleU,
        xy * scaleV,
        x0 + xx * shiftU + xy * shiftV,
        yx * scaleU,
        yy * scaleV,
        y0 + yx * shiftU + yy * shiftV);
  }
}

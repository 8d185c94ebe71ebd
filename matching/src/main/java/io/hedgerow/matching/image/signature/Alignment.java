package io.hedgerow.matching.image.signature;

import io.hedgerow.matching.image.Turn;

/**
 * How well a known picture's thumbnail and a probe agree once laid over each other as a matched pair
 * of parts says. The overlay is shifted and stretched a little to where they agree most.
 */
final class Alignment {
  private static final int SIDE = ImageSignature.THUMBNAIL;
  private static final int LEAST_POINTS = SIDE * SIDE / 4;
  private static final double FIRST_STEP = 0.02;
  private static final double LAST_STEP = 0.004;
  private static final double MOST_SHIFT = 0.06;

  private final byte[] thumbnail;
  private final Frame region;
  private final Turn turn;
  private final View view;
  private final Plane plane;
  private final Frame domain;

  Alignment(ImageSignature known, Frame region, Turn turn, View view, Plane plane, Frame domain) {
    this.thumbnail = known.thumbnail();
    this.region = region;
    this.turn = turn;
    this.view = view;
    this.plane = plane;
    this.domain = domain;
  }

  /** The best correlation nearby, in [-1, 1]; -1 where they hardly overlap. */
  double correlation() {
    double[] nudge = new double[4]; // right, down, wider, taller
    double best = correlation(nudge);
    for (double step = FIRST_STEP; step >= LAST_STEP; step /= 2) {
      boolean moved = true;
      for (int round = 0; moved && round < 4; round++) {
        moved = false;
        for (int i = 0; i < nudge.length; i++) {
          double before = best;
          best = tryStep(nudge, i, step, best);
          best = tryStep(nudge, i, -step, best);
          moved |= best > before;
        }
      }
    }
    return best;
  }

  private double tryStep(double[] nudge, int which, double step, double best) {
    double old = nudge[which];
    nudge[which] = Math.clamp(old + step, -MOST_SHIFT, MOST_SHIFT);
    double here = correlation(nudge);
    if (here > best) {
      return here;
    }
    nudge[which] = old;
    return best;
  }

  private double correlation(double[] nudge) {
    Sums sums = new Sums();
    double[] point = new double[2];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        double u = (x + 0.5) / SIDE;
        double v = (y + 0.5) / SIDE;
        if (u >= domain.left() && u <= domain.right() && v >= domain.top() && v <= domain.bottom()) {
          locate(u, v, nudge, point);
          if (point[0] >= 0 && point[0] <= 1 && point[1] >= 0 && point[1] <= 1) {
            sums.add(thumbnail[y * SIDE + x] & 0xff, plane.at(point[0], point[1]));
          }
        }
      }
    }
    return sums.count < LEAST_POINTS * domain.width() * domain.height() ? -1 : sums.correlation();
  }

  /** From the known picture through the matched parts into the probe. */
  private void locate(double u, double v, double[] nudge, double[] point) {
    double x = 0.5 + ((u - region.left()) / region.width() - 0.5 + nudge[0]) * (1 + nudge[2]);
    double y = 0.5 + ((v - region.top()) / region.height() - 0.5 + nudge[1]) * (1 + nudge[3]);
    double row = turn.mirrorsRows() ? 1 - y : y;
    double column = turn.mirrorsColumns() ? 1 - x : x;
    if (turn.transposes()) {
      view.locate(plane, row, column, point);
    } else {
      view.locate(plane, column, row, point);
    }
  }

  private static final class Sums {
    private int count;
    private double a;
    private double b;
    private double aa;
    private double bb;
    private double ab;

    void add(double one, double other) {
      count++;
      a += one;
      b += other;
      aa += one * one;
      bb += other * other;
      ab += one * other;
    }

    double correlation() {
      double spreadA = aa - a * a / count;
      double spreadB = bb - b * b / count;
      return spreadA < count || spreadB < count ? 0 : (ab - a * b / count) / Math.sqrt(spreadA * spreadB);
    }
  }
}

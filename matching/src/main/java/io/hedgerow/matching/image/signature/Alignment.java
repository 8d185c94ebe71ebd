package io.hedgerow.matching.image.signature;

/**
 * How well a known picture's thumbnail and a probe agree once laid over each other as a matched
 * pair of parts says. The overlay is shifted and stretched a little to where they agree most.
 */
final class Alignment {
  private static final int SIDE = ImageSignature.THUMBNAIL;
  private static final double QUARTER = 0.25 / SIDE;
  private static final int LEAST_POINTS = SIDE * SIDE / 4;
  private static final double FIRST_STEP = 0.02;
  private static final double LAST_STEP = 0.004;
  private static final double MOST_SHIFT = 0.06;

  private final byte[] thumbnail;
  private final Plane plane;
  private final Overlay overlay;
  private final Frame domain;

  /** Compares inside {@code domain} of the known picture only. */
  Alignment(ImageSignature known, Plane plane, Overlay overlay, Frame domain) {
    this.thumbnail = known.thumbnail();
    this.plane = plane;
    this.overlay = overlay;
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
    Overlay tried = overlay.nudged(nudge[0], nudge[1], nudge[2], nudge[3], domain);
    Sums sums = new Sums();
    for (int row = 0; row < SIDE; row++) {
      double v = (row + 0.5) / SIDE;
      for (int column = 0; column < SIDE; column++) {
        double u = (column + 0.5) / SIDE;
        if (domain.contains(u, v) && Frame.WHOLE.contains(tried.x(u, v), tried.y(u, v))) {
          sums.add(thumbnail[row * SIDE + column] & 0xff, around(tried, u, v));
        }
      }
    }
    double least = LEAST_POINTS * domain.width() * domain.height();
    return sums.count < least ? -1 : sums.correlation();
  }

  /** The mean of four places, since a thumbnail's sample covers several of the plane's. */
  private double around(Overlay tried, double u, double v) {
    double sum = 0;
    for (double y = v - QUARTER; y < v + 2 * QUARTER; y += 2 * QUARTER) {
      for (double x = u - QUARTER; x < u + 2 * QUARTER; x += 2 * QUARTER) {
        sum += plane.at(tried.x(x, y), tried.y(x, y));
      }
    }
    return sum / 4;
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
      return spreadA < count || spreadB < count
          ? 0
          : (ab - a * b / count) / Math.sqrt(spreadA * spreadB);
    }
  }
}

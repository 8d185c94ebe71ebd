package io.hedgerow.matching.image.signature;

import io.hedgerow.matching.Hash256;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Finds corners at several sizes and describes them: corners by the smaller eigenvalue of the
 * gradients around them (Shi and Tomasi, 1994), angles by the centroid of brightness (Rosin, 1999),
 * descriptors by comparing brightness at 256 fixed pairs of places (Calonder and others, BRIEF,
 * 2010), turned by the angle as in ORB (Rublee and others, 2011).
 */
final class Keypoints {
  static final int MOST = 160;

  private static final int LEVELS = 5;
  private static final double SHRINK = 1.3;
  private static final int CELLS = 4;
  private static final int MARGIN = 17;
  private static final int REACH = 15;
  private static final int CENTROID = 9;
  private static final int APART = 3;
  private static final double LEAST_RESPONSE = 300;
  private static final int[][] PAIRS = pairs();

  private Keypoints() {}

  /**
   * Places drawn once from a fixed seed, denser near the middle; part of the signature's version.
   */
  private static int[][] pairs() {
    Random random = new Random(256);
    int[][] pairs = new int[Hash256.BITS][4];
    for (int[] pair : pairs) {
      for (int i = 0; i < 4; i += 2) {
        do {
          pair[i] = (int) Math.round(random.nextGaussian() * REACH / 2.5);
          pair[i + 1] = (int) Math.round(random.nextGaussian() * REACH / 2.5);
        } while (pair[i] * pair[i] + pair[i + 1] * pair[i + 1] > REACH * REACH);
      }
    }
    return pairs;
  }

  /** Up to {@link #MOST}, the strongest of each cell of each level. */
  static List<Keypoint> of(Plane plane) {
    List<Keypoint> found = new ArrayList<>();
    double scale = 1;
    int longest = Math.max(plane.width(), plane.height());
    for (int level = 0; level < LEVELS; level++, scale *= SHRINK) {
      Plane shrunk = level == 0 ? plane : plane.shrunk((int) (longest / scale));
      if (Math.min(shrunk.width(), shrunk.height()) > 2 * MARGIN) {
        describe(shrunk, strongest(shrunk), found);
      }
    }
    return found;
  }

  private record Corner(int x, int y, float response) {}

  private static List<Corner> strongest(Plane plane) {
    float[] response = responses(plane);
    List<List<Corner>> cells = new ArrayList<>();
    for (int i = 0; i < CELLS * CELLS; i++) {
      cells.add(new ArrayList<>());
    }
    for (int y = MARGIN; y < plane.height() - MARGIN; y++) {
      for (int x = MARGIN; x < plane.width() - MARGIN; x++) {
        float here = response[y * plane.width() + x];
        if (here > LEAST_RESPONSE && isPeak(response, plane.width(), x, y)) {
          int cell = y * CELLS / plane.height() * CELLS + x * CELLS / plane.width();
          cells.get(cell).add(new Corner(x, y, here));
        }
      }
    }
    return fairShare(cells);
  }

  /** Every cell's best first, then second best and so on, until the level has its share. */
  private static List<Corner> fairShare(List<List<Corner>> cells) {
    Comparator<Corner> strongest = Comparator.comparingDouble(corner -> -corner.response());
    List<Corner> taken = new ArrayList<>();
    cells.forEach(cell -> cell.sort(strongest));
    for (int rank = 0; rank < MOST / LEVELS; rank++) {
      List<Corner> row = new ArrayList<>();
      for (List<Corner> cell : cells) {
        if (rank < cell.size()) {
          row.add(cell.get(rank));
        }
      }
      row.sort(strongest);
      taken.addAll(row.subList(0, Math.min(row.size(), MOST / LEVELS - taken.size())));
    }
    return taken;
  }

  private static boolean isPeak(float[] response, int width, int x, int y) {
    float here = response[y * width + x];
    for (int v = y - APART; v <= y + APART; v++) {
      for (int u = x - APART; u <= x + APART; u++) {
        float other = response[v * width + u];
        if (other > here || other == here && (v < y || v == y && u < x)) {
          return false;
        }
      }
    }
    return true;
  }

  private static float[] responses(Plane plane) {
    int width = plane.width();
    int height = plane.height();
    float[] luma = plane.luma();
    float[] xx = new float[luma.length];
    float[] xy = new float[luma.length];
    float[] yy = new float[luma.length];
    for (int y = 1; y < height - 1; y++) {
      for (int x = 1; x < width - 1; x++) {
        int at = y * width + x;
        float across = luma[at + 1] - luma[at - 1];
        float down = luma[at + width] - luma[at - width];
        xx[at] = across * across;
        xy[at] = across * down;
        yy[at] = down * down;
      }
    }
    Box box = new Box(width, height, 2);
    box.sum(xx);
    box.sum(xy);
    box.sum(yy);
    for (int i = 0; i < xx.length; i++) {
      float half = (xx[i] + yy[i]) / 2;
      float apart = (xx[i] - yy[i]) / 2;
      xx[i] = half - (float) Math.sqrt(apart * apart + xy[i] * xy[i]);
    }
    return xx;
  }

  private static void describe(Plane plane, List<Corner> corners, List<Keypoint> into) {
    float[] smooth = plane.luma().clone();
    new Box(plane.width(), plane.height(), 2).sum(smooth);
    double unit = Math.max(plane.width(), plane.height());
    for (Corner corner : corners) {
      double angle = angle(plane, corner);
      into.add(
          new Keypoint(
              (float) ((corner.x() + 0.5) / unit),
              (float) ((corner.y() + 0.5) / unit),
              (float) angle,
              (float) (ImageSignature.PLANE / unit),
              descriptor(smooth, plane.width(), corner, angle)));
    }
  }

  private static double angle(Plane plane, Corner corner) {
    double across = 0;
    double down = 0;
    for (int v = -CENTROID; v <= CENTROID; v++) {
      for (int u = -CENTROID; u <= CENTROID; u++) {
        if (u * u + v * v <= CENTROID * CENTROID) {
          float value = plane.luma()[(corner.y() + v) * plane.width() + corner.x() + u];
          across += u * value;
          down += v * value;
        }
      }
    }
    return Math.atan2(down, across);
  }

  private static Hash256 descriptor(float[] smooth, int width, Corner corner, double angle) {
    double cosine = Math.cos(angle);
    double sine = Math.sin(angle);
    long[] words = new long[4];
    for (int i = 0; i < PAIRS.length; i++) {
      int[] pair = PAIRS[i];
      float one = smooth[place(corner, width, pair[0], pair[1], cosine, sine)];
      float other = smooth[place(corner, width, pair[2], pair[3], cosine, sine)];
      if (one < other) {
        words[i >> 6] |= 1L << i;
      }
    }
    return new Hash256(words[3], words[2], words[1], words[0]);
  }

  private static int place(Corner corner, int width, int u, int v, double cosine, double sine) {
    int x = corner.x() + (int) Math.round(u * cosine - v * sine);
    int y = corner.y() + (int) Math.round(u * sine + v * cosine);
    return y * width + x;
  }
}

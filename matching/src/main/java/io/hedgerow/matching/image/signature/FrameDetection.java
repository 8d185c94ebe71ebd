package io.hedgerow.matching.image.signature;

/**
 * Finds the picture inside borders, letterboxes, caption bars and canvases: from each side, rows
 * (or columns) are cut off while enough of their samples have the colour of the outermost one. The
 * cut counts only if it ends at a jump, so that a sky that slowly brightens is no border.
 */
final class FrameDetection {
  /** Share of a line that must have the border's colour for plain borders. */
  static final double PLAIN = 0.97;

  /** The same for bars with writing on them. */
  static final double CAPTIONED = 0.6;

  private static final double OUTERMOST = 0.9;
  private static final float SAME = 14;
  private static final float JUMP = 28;
  private static final int JUMP_LINES = 3;
  private static final double LEAST_JUMPING = 0.25;
  private static final double MOST_CUT = 0.45;
  private static final double LEAST_LEFT = 0.25;
  private static final int ROUNDS = 2;

  private final Plane plane;
  private final double share;
  private int left;
  private int top;
  private int right;
  private int bottom;

  private FrameDetection(Plane plane, double share) {
    this.plane = plane;
    this.share = share;
    this.right = plane.width();
    this.bottom = plane.height();
  }

  /** The part that is left, the whole picture if nothing was cut off or nearly all would be. */
  static Frame content(Plane plane, double share) {
    return new FrameDetection(plane, share).cut();
  }

  private Frame cut() {
    for (int round = 0; round < ROUNDS; round++) {
      top += cutRows(top, 1);
      bottom -= cutRows(bottom - 1, -1);
      left += cutColumns(left, 1);
      right -= cutColumns(right - 1, -1);
    }
    double width = plane.width();
    double height = plane.height();
    if (right - left < LEAST_LEFT * width || bottom - top < LEAST_LEFT * height) {
      return Frame.WHOLE;
    }
    return new Frame(left / width, top / height, right / width, bottom / height);
  }

  private int cutRows(int first, int step) {
    float[] line = new float[right - left];
    return cut(
        (int) ((bottom - top) * MOST_CUT),
        line,
        i ->
            System.arraycopy(
                plane.luma(), (first + i * step) * plane.width() + left, line, 0, line.length));
  }

  private int cutColumns(int first, int step) {
    float[] line = new float[bottom - top];
    return cut(
        (int) ((right - left) * MOST_CUT),
        line,
        i -> {
          for (int y = 0; y < line.length; y++) {
            line[y] = plane.luma()[(top + y) * plane.width() + first + i * step];
          }
        });
  }

  private int cut(int most, float[] line, java.util.function.IntConsumer load) {
    if (line.length == 0 || most == 0) {
      return 0;
    }
    load.accept(0);
    float colour = median(line);
    if (shareOf(line, colour, SAME) < OUTERMOST) {
      return 0;
    }
    int cut = 1;
    for (; cut < most; cut++) {
      load.accept(cut);
      if (shareOf(line, colour, SAME) < share) {
        break;
      }
    }
    return cut < most && jumps(line, load, cut, colour) ? cut : 0;
  }

  /** Within a few lines, which scaling blends, a good part of a line leaves the border's colour. */
  private static boolean jumps(
      float[] line, java.util.function.IntConsumer load, int cut, float colour) {
    for (int i = cut; i < cut + JUMP_LINES; i++) {
      load.accept(i);
      if (1 - shareOf(line, colour, JUMP) >= LEAST_JUMPING) {
        return true;
      }
    }
    return false;
  }

  private static float median(float[] line) {
    float[] sorted = line.clone();
    java.util.Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static double shareOf(float[] line, float colour, float tolerance) {
    int same = 0;
    for (float value : line) {
      same += Math.abs(value - colour) < tolerance ? 1 : 0;
    }
    return (double) same / line.length;
  }
}

package io.hedgerow.models.image;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * Lines of text in a map of how probably each place is the middle of text ("Real-time Scene Text
 * Detection with Differentiable Binarization", Liao and others, 2020): places above a threshold
 * that touch are one line, and a line is grown again by what the map shrank it by. Boxes are
 * upright; text at a slant is read badly.
 */
final class TextBoxes {
  private static final float TEXT = 0.3f;
  private static final double SURE = 0.5;
  private static final int SMALLEST = 3;

  /** How far a line reaches beyond its middle, in areas over perimeters; the paper's ratio. */
  private static final double GROWTH = 1.6;

  private final float[] map;
  private final int width;
  private final int height;
  private final BitSet seen = new BitSet();

  private TextBoxes(float[] map, int width, int height) {
    this.map = map;
    this.width = width;
    this.height = height;
  }

  /** The lines in reading order: from top to bottom, those side by side from left to right. */
  static List<Box> find(float[] map, int width, int height) {
    TextBoxes boxes = new TextBoxes(map, width, height);
    List<Box> found = new ArrayList<>();
    for (int at = 0; at < width * height; at++) {
      if (boxes.isText(at)) {
        boxes.lineFrom(at, found);
      }
    }
    return inReadingOrder(found);
  }

  private boolean isText(int at) {
    return map[at] > TEXT && !seen.get(at);
  }

  private void lineFrom(int start, List<Box> found) {
    Box box = new Box(width, height, 0, 0);
    double sum = 0;
    int places = 0;
    ArrayDeque<Integer> open = new ArrayDeque<>();
    seen.set(start);
    open.add(start);
    while (!open.isEmpty()) {
      int at = open.remove();
      int x = at % width;
      int y = at / width;
      sum += map[at];
      places++;
      box =
          new Box(
              Math.min(box.left(), x),
              Math.min(box.top(), y),
              Math.max(box.right(), x + 1),
              Math.max(box.bottom(), y + 1));
      visit(open, at - 1, x > 0);
      visit(open, at + 1, x + 1 < width);
      visit(open, at - width, y > 0);
      visit(open, at + width, y + 1 < height);
    }
    if (sum / places >= SURE && Math.min(box.width(), box.height()) >= SMALLEST) {
      double area = (double) box.width() * box.height();
      found.add(box.grown(GROWTH * area / (2.0 * (box.width() + box.height())), width, height));
    }
  }

  private void visit(ArrayDeque<Integer> open, int at, boolean inside) {
    if (inside && isText(at)) {
      seen.set(at);
      open.add(at);
    }
  }

  private static List<Box> inReadingOrder(List<Box> boxes) {
    List<Box> left = new ArrayList<>(boxes);
    left.sort(Comparator.comparingInt(Box::top).thenComparingInt(Box::left));
    List<Box> ordered = new ArrayList<>();
    while (!left.isEmpty()) {
      Box first = left.getFirst();
      int middle = (first.top() + first.bottom()) / 2;
      List<Box> row = left.stream().filter(box -> box.top() <= middle).toList();
      row.stream().sorted(Comparator.comparingInt(Box::left)).forEach(ordered::add);
      left.removeAll(row);
    }
    return ordered;
  }
}

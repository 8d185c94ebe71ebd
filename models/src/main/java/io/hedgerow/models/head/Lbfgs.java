package io.hedgerow.models.head;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Finds the least value of a smooth convex function of many variables. Deterministic.
 *
 * <p>Source: limited-memory BFGS, Nocedal and Wright 2006, algorithms 7.4 and 7.5, with a
 * backtracking line search.
 */
final class Lbfgs {
  private static final int REMEMBERED = 8;
  private static final double DESCENT = 1e-4;
  private static final double FLAT = 1e-5;

  private Lbfgs() {}

  /** A function and its slope. */
  @FunctionalInterface
  interface Function {
    /** The value at a point; writes the slope there into {@code gradient}. */
    double value(double[] point, double[] gradient);
  }

  private record Move(double[] step, double[] change, double inverse) {}

  /** Where the function is least, as far as {@code iterations} steps from {@code start} lead. */
  static double[] minimise(Function function, double[] start, int iterations) {
    double[] point = start.clone();
    double[] gradient = new double[point.length];
    double value = function.value(point, gradient);
    Deque<Move> memory = new ArrayDeque<>();
    double[] next = new double[point.length];
    double[] nextGradient = new double[point.length];
    for (int iteration = 0; iteration < iterations; iteration++) {
      double[] direction = direction(memory, gradient);
      double slope = Matrices.dot(direction, gradient);
      if (-slope < FLAT * FLAT) {
        break;
      }
      double length = memory.isEmpty() ? 1 / Math.max(1, Math.sqrt(-slope)) : 1;
      double nextValue = along(function, point, direction, length, next, nextGradient);
      while (!(nextValue <= value + DESCENT * length * slope) && length > 1e-10) {
        length /= 2;
        nextValue = along(function, point, direction, length, next, nextGradient);
      }
      remember(memory, difference(next, point), difference(nextGradient, gradient));
      double gain = value - nextValue;
      double[] spare = point;
      point = next;
      next = spare;
      spare = gradient;
      gradient = nextGradient;
      nextGradient = spare;
      value = nextValue;
      if (gain < FLAT * Math.abs(value)) {
        break;
      }
    }
    return point;
  }

  private static double along(
      Function function,
      double[] point,
      double[] direction,
      double length,
      double[] next,
      double[] gradient) {
    for (int i = 0; i < next.length; i++) {
      next[i] = point[i] + length * direction[i];
    }
    return function.value(next, gradient);
  }

  private static double[] direction(Deque<Move> memory, double[] gradient) {
    double[] direction = gradient.clone();
    double[] shares = new double[memory.size()];
    int index = 0;
    for (Move move : memory) {
      shares[index] = move.inverse * Matrices.dot(move.step, direction);
      add(direction, move.change, -shares[index++]);
    }
    if (!memory.isEmpty()) {
      Move last = memory.getFirst();
      double scale = 1 / (last.inverse * Matrices.dot(last.change, last.change));
      for (int i = 0; i < direction.length; i++) {
        direction[i] *= scale;
      }
    }
    Iterator<Move> oldestFirst = memory.descendingIterator();
    while (oldestFirst.hasNext()) {
      Move move = oldestFirst.next();
      double back = move.inverse * Matrices.dot(move.change, direction);
      add(direction, move.step, shares[--index] - back);
    }
    for (int i = 0; i < direction.length; i++) {
      direction[i] = -direction[i];
    }
    return direction;
  }

  private static void remember(Deque<Move> memory, double[] step, double[] change) {
    double curvature = Matrices.dot(step, change);
    if (curvature > 1e-12) {
      memory.addFirst(new Move(step, change, 1 / curvature));
      if (memory.size() > REMEMBERED) {
        memory.removeLast();
      }
    }
  }

  private static double[] difference(double[] a, double[] b) {
    double[] difference = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      difference[i] = a[i] - b[i];
    }
    return difference;
  }

  private static void add(double[] sum, double[] values, double factor) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * values[i];
    }
  }
}

package io.hedgerow.engine.counter;

import java.util.Arrays;

/**
 * What one key has, step by step: steps by rising number, each with a cell. Most keys have few
 * steps, and most events belong to the last one.
 *
 * @param <C> cells, an array of {@code long} or of objects
 */
abstract sealed class Series<C> permits NumberSeries, ValueSeries {
  private static final int SMALLEST = 2;

  private long[] steps = new long[SMALLEST];
  private int size;
  C cells;

  Series(C cells) {
    this.cells = cells;
  }

  /** A copy of the cells with room for this many. */
  abstract C resized(C cells, int capacity);

  final int size() {
    return size;
  }

  final long step(int index) {
    return steps[index];
  }

  final boolean isNewerThan(long step) {
    return size > 0 && steps[size - 1] >= step;
  }

  /** Index of the first step at or after this one; {@code size} when there is none. */
  final int from(long step) {
    if (size == 0 || steps[size - 1] < step) {
      return size;
    }
    int found = Arrays.binarySearch(steps, 0, size, step);
    return found >= 0 ? found : -1 - found;
  }

  /**
   * Index of the step's cell, or {@code -1 - index} of a new one, which the caller must fill: its
   * content is undefined.
   */
  final int open(long step) {
    int index = from(step);
    if (index < size && steps[index] == step) {
      return index;
    }
    if (size == steps.length) {
      steps = Arrays.copyOf(steps, size * 2);
      cells = resized(cells, size * 2);
    }
    System.arraycopy(steps, index, steps, index + 1, size - index);
    System.arraycopy(cells, index, cells, index + 1, size - index);
    steps[index] = step;
    size++;
    return -1 - index;
  }

  /** Drops steps before this one. */
  final void dropBefore(long step) {
    if (size > 0 && steps[0] < step) {
      int kept = from(step);
      System.arraycopy(steps, kept, steps, 0, size - kept);
      System.arraycopy(cells, kept, cells, 0, size - kept);
      size -= kept;
    }
  }

  /** About how many bytes of heap it takes. */
  long bytes() {
    return 64 + 16L * steps.length;
  }
}

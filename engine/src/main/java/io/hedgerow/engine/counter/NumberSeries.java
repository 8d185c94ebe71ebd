package io.hedgerow.engine.counter;

import java.util.Arrays;

/** A series whose cells are numbers. */
final class NumberSeries extends Series<long[]> {
  NumberSeries() {
    super(new long[2]);
  }

  @Override
  long[] resized(long[] cells, int capacity) {
    return Arrays.copyOf(cells, capacity);
  }
}

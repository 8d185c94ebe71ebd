package io.hedgerow.engine.counter;

import java.util.Arrays;

/** A series whose cells keep which values came, and how often. */
final class ValueSeries extends Series<ValueCell[]> {
  ValueSeries() {
    super(new ValueCell[2]);
  }

  @Override
  ValueCell[] resized(ValueCell[] cells, int capacity) {
    return Arrays.copyOf(cells, capacity);
  }

  @Override
  long bytes() {
    long bytes = super.bytes();
    for (int i = 0; i < size(); i++) {
      bytes += cells[i].bytes();
    }
    return bytes;
  }
}

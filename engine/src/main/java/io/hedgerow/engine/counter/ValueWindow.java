package io.hedgerow.engine.counter;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** All values of a window: exact until a folded step joins, then folded as well. */
final class ValueWindow {
  private final boolean counted;
  private final HashCounts exact = new HashCounts();
  private @Nullable HyperLogLog sketch;
  private long @Nullable [] folded;

  ValueWindow(boolean counted) {
    this.counted = counted;
  }

  void add(long hash, long count) {
    HyperLogLog registers = sketch;
    long[] sums = folded;
    if (registers != null) {
      registers.add(hash);
    } else if (sums != null) {
      sums[ValueCell.fold(hash)] += count;
    } else {
      exact.add(hash, count);
    }
  }

  void addSketch(HyperLogLog more) {
    HyperLogLog registers = sketch;
    if (registers == null) {
      registers = new HyperLogLog();
      sketch = registers;
      exact.forEach(this::add);
    }
    registers.addAll(more);
  }

  void addFolded(long[] more) {
    long[] sums = folded;
    if (sums == null) {
      sums = new long[ValueCell.FOLDED];
      folded = sums;
      exact.forEach(this::add);
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] += more[i];
    }
  }

  long distinct() {
    HyperLogLog registers = sketch;
    return registers == null ? exact.size() : registers.estimate();
  }

  long[] sortedCounts() {
    long[] sums = folded;
    long[] sorted = sums == null ? exact.counts() : sums.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  long bytes() {
    if (sketch == null && folded == null) {
      return 48 + exact.bytes();
    }
    return 48 + exact.bytes() + (counted ? 8L * ValueCell.FOLDED : HyperLogLog.BYTES);
  }
}

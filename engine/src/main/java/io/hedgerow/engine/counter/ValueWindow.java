package io.hedgerow.engine.counter;

import org.jspecify.annotations.Nullable;

/**
 * All values of a window while it is read: exact until a folded step joins, then folded as well.
 */
final class ValueWindow {
  private final LongMap<long[]> exact = new LongMap<>();
  private @Nullable HyperLogLog distinct;
  private long @Nullable [] folded;

  void add(long hash, long count) {
    HyperLogLog sketch = distinct;
    long[] cells = folded;
    if (sketch != null && cells != null) {
      sketch.add(hash);
      cells[(int) hash & (ValueCell.FOLDED - 1)] += count;
    } else {
      exact.getOrAdd(hash, () -> new long[1])[0] += count;
    }
  }

  void addFolded(HyperLogLog sketch, long[] cells) {
    if (distinct == null) {
      distinct = new HyperLogLog();
      folded = new long[ValueCell.FOLDED];
      exact.forEach((hash, count) -> add(hash, count[0]));
    }
    distinct.addAll(sketch);
    long[] mine = folded;
    for (int i = 0; mine != null && i < mine.length; i++) {
      mine[i] += cells[i];
    }
  }

  long distinct() {
    HyperLogLog sketch = distinct;
    return sketch == null ? exact.size() : sketch.estimate();
  }

  /** The counts in an order that does not depend on how they came, so that sums are the same. */
  private long[] counts() {
    long[] cells = folded;
    if (cells != null) {
      long[] sorted = cells.clone();
      java.util.Arrays.sort(sorted);
      return sorted;
    }
    long[] counts = new long[exact.size()];
    int[] next = {0};
    exact.forEach((_, count) -> counts[next[0]++] = count[0]);
    java.util.Arrays.sort(counts);
    return counts;
  }

  /** Shannon entropy in bits; 0 when there is nothing. */
  double entropy() {
    long[] counts = counts();
    double all = java.util.stream.LongStream.of(counts).sum();
    double bits = 0;
    for (long count : counts) {
      if (count > 0) {
        double share = count / all;
        bits -= share * Math.log(share) / Math.log(2);
      }
    }
    return Math.max(0, bits);
  }

  /** Share of the most frequent value; 0 when there is nothing. */
  double topShare() {
    long[] counts = counts();
    long all = java.util.stream.LongStream.of(counts).sum();
    return all == 0 ? 0 : (double) counts[counts.length - 1] / all;
  }
}

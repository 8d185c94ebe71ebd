package io.hedgerow.engine.counter;

/**
 * What shares of values amount to. Counts come sorted, so that the same counts give the same bits
 * of a double whatever order they were collected in.
 */
final class Shares {
  private Shares() {}

  /** Shannon entropy in bits; 0 when there is nothing. */
  static double entropy(long[] counts) {
    double all = sum(counts);
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
  static double top(long[] counts) {
    long all = sum(counts);
    return all == 0 ? 0 : (double) counts[counts.length - 1] / all;
  }

  private static long sum(long[] counts) {
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return sum;
  }
}

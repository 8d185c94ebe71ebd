package io.hedgerow.server.model;

import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/**
 * How a model in shadow compares with what answers, since the server started. Safe for use by many
 * threads.
 */
final class ShadowTally {
  private static final double MIDDLE = 0.5;

  private final LongAdder texts = new LongAdder();
  private final LongAdder higher = new LongAdder();
  private final LongAdder lower = new LongAdder();
  private final DoubleAdder apart = new DoubleAdder();

  /**
   * What was seen.
   *
   * @param texts scored by both
   * @param higher of them at 0.5 or above for the shadow only
   * @param lower of them at 0.5 or above for what answers only
   * @param apart mean distance of the two scores
   */
  record Seen(long texts, long higher, long lower, double apart) {}

  void add(double answer, double shadow) {
    texts.increment();
    apart.add(Math.abs(answer - shadow));
    if (shadow >= MIDDLE && answer < MIDDLE) {
      higher.increment();
    } else if (shadow < MIDDLE && answer >= MIDDLE) {
      lower.increment();
    }
  }

  Seen seen() {
    long all = texts.sum();
    return new Seen(all, higher.sum(), lower.sum(), all == 0 ? 0 : apart.sum() / all);
  }
}

package io.hedgerow.benchmarks.images;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

/** How often something can be done in a second, by doing it. */
final class Pace {
  private static final int ROUNDS = 3;
  private static final Duration ROUND = Duration.ofMillis(1500);

  private Pace() {}

  /** The median of three rounds after one to warm up. */
  static double perSecond(Supplier<?> work) {
    round(work);
    double[] rounds = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      rounds[i] = round(work);
    }
    java.util.Arrays.sort(rounds);
    return rounds[ROUNDS / 2];
  }

  private static double round(Supplier<?> work) {
    long start = System.nanoTime();
    long done = 0;
    long taken;
    Object kept;
    do {
      kept = work.get();
      done++;
      taken = System.nanoTime() - start;
    } while (taken < ROUND.toNanos());
    return Objects.isNull(kept) ? 0 : done * 1e9 / taken; // what was made is used
  }
}

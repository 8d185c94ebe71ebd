package io.hedgerow.benchmarks.images;

import java.time.Duration;

/** How often something can be done in a second, by doing it. */
final class Pace {
  private static final int ROUNDS = 3;
  private static final Duration ROUND = Duration.ofMillis(1500);

  private Pace() {}

  /** The median of three rounds after one to warm up. */
  static double perSecond(Runnable work) {
    round(work);
    double[] rounds = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      rounds[i] = round(work);
    }
    java.util.Arrays.sort(rounds);
    return rounds[ROUNDS / 2];
  }

  private static double round(Runnable work) {
    long start = System.nanoTime();
    long done = 0;
    long taken;
    do {
      work.run();
      done++;
      taken = System.nanoTime() - start;
    } while (taken < ROUND.toNanos());
    return done * 1e9 / taken;
  }
}

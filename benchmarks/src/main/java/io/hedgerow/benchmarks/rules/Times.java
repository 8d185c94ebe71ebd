package io.hedgerow.benchmarks.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * How long single events took, in nanoseconds, with the two looks at the clock (about 50 ns) in it.
 */
record Times(double p50, double p99, double worst) {
  private static final int EVENTS = 50_000;
  private static final long LONGEST = 1_000_000_000;

  /** Times so many events, or as many as a second has room for. */
  static Times of(Runnable event) {
    long[] nanos = new long[EVENTS];
    long begun = System.nanoTime();
    int count = 0;
    for (; count < EVENTS && System.nanoTime() - begun < LONGEST; count++) {
      long before = System.nanoTime();
      event.run();
      nanos[count] = System.nanoTime() - before;
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return new Times(sorted[count / 2], sorted[(int) (count * 0.99)], sorted[count - 1]);
  }

  void write(Path file) throws IOException {
    Files.writeString(file, p50 + " " + p99 + " " + worst);
  }

  static Times read(Path file) throws IOException {
    double[] all =
        Stream.of(Files.readString(file).split(" ")).mapToDouble(Double::parseDouble).toArray();
    return new Times(all[0], all[1], all[2]);
  }
}

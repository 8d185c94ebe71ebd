package io.hedgerow.benchmarks.load;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/**
 * How long each of many calls took, and how many there were a second.
 *
 * @param nanos of each call, in any order
 * @param events in all calls together
 */
record Latencies(long[] nanos, long events, Duration took) {

  double perSecond() {
    return events / (took.toNanos() / 1e9);
  }

  private double millis(double share) {
    if (nanos.length == 0) {
      return 0;
    }
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1, Math.ceil(share * sorted.length))] / 1e6;
  }

  /** A row of a Markdown table. */
  String row(String name) {
    return String.format(
        Locale.ROOT,
        "| %s | %,.0f | %.2f | %.2f | %.2f | %.2f |",
        name,
        perSecond(),
        millis(0.5),
        millis(0.9),
        millis(0.99),
        millis(1));
  }

  static String head() {
    return "| what | events/s | p50 ms | p90 ms | p99 ms | worst ms |\n|---|---|---|---|---|---|";
  }
}

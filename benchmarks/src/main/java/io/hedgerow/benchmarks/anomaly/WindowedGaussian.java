package io.hedgerow.benchmarks.anomaly;

import io.hedgerow.measurement.Normal;

/**
 * The benchmark's own simple detector, for comparison and to check our scoring: how far a value is
 * from the mean of the 1,000 before it, as a normal tail.
 */
final class WindowedGaussian {
  private static final int WINDOW = 1_000;
  private static final double LEAST_SPREAD = 1e-6;

  private WindowedGaussian() {}

  static double[] anomalies(double[] values) {
    double[] anomalies = new double[values.length];
    for (int i = 1; i < values.length; i++) {
      int start = Math.max(0, i - WINDOW);
      double mean = 0;
      for (int j = start; j < i; j++) {
        mean += values[j] / (i - start);
      }
      double squares = 0;
      for (int j = start; j < i; j++) {
        squares += (values[j] - mean) * (values[j] - mean) / (i - start);
      }
      double spread = squares == 0 ? LEAST_SPREAD : Math.sqrt(squares);
      anomalies[i] = Normal.cumulative(Math.abs(values[i] - mean) / spread);
    }
    return anomalies;
  }
}

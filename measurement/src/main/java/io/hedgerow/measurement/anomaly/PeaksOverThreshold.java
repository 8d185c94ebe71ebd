package io.hedgerow.measurement.anomaly;

import io.hedgerow.measurement.Refusal;
import java.util.Arrays;

/**
 * How rare a value is beyond anything that was common so far: a generalised Pareto tail fitted to
 * the highest values seen.
 *
 * <p>Series differ in how far they normally stray; the probability of straying this far does not,
 * so that one limit serves them all. Source: Siffer, Fouque, Termier and Largouët, "Anomaly
 * Detection in Streams with Extreme Value Theory", KDD 2017, section 3 (peaks over threshold); the
 * tail is fitted by probability-weighted moments (Hosking and Wallis, "Parameter and Quantile
 * Estimation for the Generalized Pareto Distribution", Technometrics 29, 1987, section 3.2), which
 * have a closed form and bear few values.
 *
 * @param threshold where the tail begins
 * @param share of values beyond the threshold
 * @param shape 0 is an exponential tail, higher is heavier
 * @param scale positive
 */
record PeaksOverThreshold(double threshold, double share, double shape, double scale) {
  /** The highest of this share of values make the tail. */
  private static final double TAIL = 0.05;

  private static final int LEAST_PEAKS = 10;

  /** Moments of a dozen peaks give wild shapes; these bounds are where the method is of use. */
  private static final double LEAST_SHAPE = -0.2;

  private static final double MOST_SHAPE = 0.9;
  private static final double MOST_RARITY = 40;

  /** Fits the tail of values that were seen, at least 20. */
  static PeaksOverThreshold of(double[] seen) {
    Refusal.unlessAtLeast("values", seen.length, 2 * LEAST_PEAKS);
    double[] sorted = seen.clone();
    Arrays.sort(sorted);
    int peaks = Math.max(LEAST_PEAKS, (int) (TAIL * sorted.length));
    double threshold = sorted[sorted.length - peaks - 1];
    double mean = 0;
    double weighted = 0;
    for (int rank = 1; rank <= peaks; rank++) {
      double excess = sorted[sorted.length - peaks - 1 + rank] - threshold;
      mean += excess / peaks;
      weighted += (peaks - rank + 0.35) / peaks * excess / peaks;
    }
    double shape = shape(mean, weighted);
    double scale = Math.max(mean * (1 - shape), 1e-12);
    return new PeaksOverThreshold(threshold, (double) peaks / sorted.length, shape, scale);
  }

  private static double shape(double mean, double weighted) {
    double room = mean - 2 * weighted;
    return room <= 0 ? MOST_SHAPE : Math.clamp(2 - mean / room, LEAST_SHAPE, MOST_SHAPE);
  }

  /**
   * Minus the decimal logarithm of the chance of a value this high or higher: 3 is one in a
   * thousand; 0 for whatever does not reach the tail.
   */
  double rarity(double value) {
    double excess = value - threshold;
    if (!(excess > 0)) {
      return 0;
    }
    double reach = excess / scale;
    double stretched = 1 + shape * reach;
    double exponent =
        Math.abs(shape) < 1e-6
            ? reach
            : stretched > 0 ? Math.log(stretched) / shape : Double.POSITIVE_INFINITY;
    return Math.min(MOST_RARITY, (exponent - Math.log(share)) / Math.log(10));
  }
}

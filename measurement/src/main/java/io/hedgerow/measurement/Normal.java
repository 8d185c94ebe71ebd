package io.hedgerow.measurement;

/**
 * The standard normal distribution.
 *
 * <p>The distribution function is Marsaglia's series ("Evaluating the Normal Distribution", Journal
 * of Statistical Software 11(4), 2004, section 2), exact to about 1e-15 within eight standard
 * deviations. The quantile inverts it by bisection, so that one formula holds both.
 */
public final class Normal {
  private static final double EDGE = 8;

  private Normal() {}

  /** Probability of a value of at most {@code x}. */
  public static double cumulative(double x) {
    if (x < -EDGE) {
      return 0;
    }
    if (x > EDGE) {
      return 1;
    }
    double sum = x;
    double term = x;
    for (int k = 3; sum + term != sum; k += 2) {
      term *= x * x / k;
      sum += term;
    }
    return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }

  /** The value below which a share {@code probability} lies. */
  public static double quantile(double probability) {
    Refusal.unlessOpenShare("probability", probability);
    double low = -EDGE;
    double high = EDGE;
    for (int step = 0; step < 60; step++) {
      double middle = (low + high) / 2;
      if (cumulative(middle) < probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** The z of a two-sided interval: 1.96 at level 0.95. */
  public static double criticalValue(double level) {
    Refusal.unlessOpenShare("level", level);
    return level == 0.95 ? 1.959963984540054 : quantile((1 + level) / 2);
  }
}

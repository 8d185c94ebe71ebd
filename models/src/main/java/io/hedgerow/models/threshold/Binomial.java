package io.hedgerow.models.threshold;

/**
 * Exact binomial tails, by the incomplete beta function (Abramowitz and Stegun 6.6.4, 26.5.8;
 * continued fraction evaluated by Lentz's method).
 */
final class Binomial {
  private static final double[] LANCZOS = {
    0.9999999999998099, 676.5203681218851, -1259.1392167224028, 771.3234287776531,
    -176.6150291621406, 12.507343278686905, -0.13857109526572012, 9.984369578019572e-6,
    1.5056327351493116e-7
  };
  private static final int MOST_TERMS = 10_000;

  private Binomial() {}

  /** Probability of at least {@code successes} out of {@code trials}. */
  static double atLeast(int successes, int trials, double probability) {
    if (successes <= 0) {
      return 1;
    }
    return successes > trials ? 0 : beta(probability, successes, trials - successes + 1.0);
  }

  /** Probability of at most {@code successes} out of {@code trials}. */
  static double atMost(int successes, int trials, double probability) {
    return successes >= trials ? 1 : beta(1 - probability, trials - successes, successes + 1.0);
  }

  /**
   * The one-sided lower bound of Clopper and Pearson (1934): the smallest probability under which
   * so many successes are no rarer than {@code risk}.
   */
  static double lowerBound(int successes, int trials, double risk) {
    double low = 0;
    double high = trials == 0 ? 0 : (double) successes / trials;
    for (int step = 0; step < 60; step++) {
      double middle = (low + high) / 2;
      if (atLeast(successes, trials, middle) > risk) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return low;
  }

  /** The regularised incomplete beta function. */
  private static double beta(double x, double a, double b) {
    if (x <= 0 || x >= 1) {
      return x <= 0 ? 0 : 1;
    }
    double front =
        Math.exp(
            logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
    return x < (a + 1) / (a + b + 2)
        ? front * fraction(x, a, b) / a
        : 1 - front * fraction(1 - x, b, a) / b;
  }

  private static double fraction(double x, double a, double b) {
    double c = 1;
    double d = 1 / apart(1 - (a + b) * x / (a + 1));
    double product = d;
    for (int m = 1; m < MOST_TERMS; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 / apart(1 + even * d);
      c = apart(1 + even / c);
      product *= d * c;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / apart(1 + odd * d);
      c = apart(1 + odd / c);
      product *= d * c;
      if (Math.abs(d * c - 1) < 1e-14) {
        break;
      }
    }
    return product;
  }

  private static double apart(double value) {
    return Math.abs(value) < 1e-300 ? 1e-300 : value;
  }

  /** Lanczos's approximation with g = 7; arguments here are at least 1. */
  private static double logGamma(double x) {
    double sum = LANCZOS[0];
    for (int i = 1; i < LANCZOS.length; i++) {
      sum += LANCZOS[i] / (x - 1 + i);
    }
    double t = x + 6.5;
    return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
  }
}

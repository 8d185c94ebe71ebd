package io.hedgerow.measurement.drift;

import io.hedgerow.measurement.Refusal;
import java.util.Arrays;

/**
 * Two-sample Kolmogorov–Smirnov test.
 *
 * <p>Source: Stephens, "Use of the Kolmogorov–Smirnov, Cramér–Von Mises and Related Statistics
 * without Extensive Tables", JRSS B 32 (1970), for the small-sample form of the limit law; with
 * tied values the p-value is on the safe side.
 *
 * @param distance largest gap of the two distribution functions, in [0, 1]
 * @param pValue chance of such a gap without a difference
 */
public record KolmogorovSmirnov(double distance, double pValue) {
  public static KolmogorovSmirnov test(double[] first, double[] second) {
    Refusal.unlessAtLeast("first", first.length, 1);
    Refusal.unlessAtLeast("second", second.length, 1);
    double[] a = first.clone();
    double[] b = second.clone();
    Arrays.sort(a);
    Arrays.sort(b);
    double distance = 0;
    int i = 0;
    int j = 0;
    while (i < a.length && j < b.length) {
      double value = Math.min(a[i], b[j]);
      while (i < a.length && a[i] == value) {
        i++;
      }
      while (j < b.length && b[j] == value) {
        j++;
      }
      distance = Math.max(distance, Math.abs((double) i / a.length - (double) j / b.length));
    }
    double size = Math.sqrt((double) a.length * b.length / (a.length + b.length));
    return new KolmogorovSmirnov(distance, tail((size + 0.12 + 0.11 / size) * distance));
  }

  /** Kolmogorov's limit law, 2 Σ (−1)^(k−1) e^(−2k²x²). */
  private static double tail(double x) {
    if (x < 0.2) {
      return 1;
    }
    double sum = 0;
    for (int k = 1; k <= 100; k++) {
      sum += (k % 2 == 1 ? 2 : -2) * Math.exp(-2.0 * k * k * x * x);
    }
    return Math.clamp(sum, 0, 1);
  }
}

package io.hedgerow.measurement.agreement;

import io.hedgerow.measurement.Refusal;
import java.util.Arrays;

/**
 * How far two mixes of categories are apart: a golden set from traffic, say.
 *
 * <p>Source: Lin, "Divergence Measures Based on the Shannon Entropy", IEEE Transactions on
 * Information Theory 37 (1991); in bits, so that 0 is equal and 1 is disjoint.
 */
public final class JensenShannon {
  private JensenShannon() {}

  /** Divergence of two count vectors over the same categories. */
  public static double divergence(double[] first, double[] second) {
    Refusal.unlessSameLength("second", second.length, first.length);
    double sumFirst = Arrays.stream(first).sum();
    double sumSecond = Arrays.stream(second).sum();
    Refusal.unlessPositive("first's total", sumFirst);
    Refusal.unlessPositive("second's total", sumSecond);
    double divergence = 0;
    for (int i = 0; i < first.length; i++) {
      double p = first[i] / sumFirst;
      double q = second[i] / sumSecond;
      divergence += (surprise(p, (p + q) / 2) + surprise(q, (p + q) / 2)) / 2;
    }
    return divergence;
  }

  private static double surprise(double share, double middle) {
    return share == 0 ? 0 : share * Math.log(share / middle) / Math.log(2);
  }
}

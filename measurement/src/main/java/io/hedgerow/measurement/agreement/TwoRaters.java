package io.hedgerow.measurement.agreement;

import io.hedgerow.measurement.Refusal;
import java.util.Arrays;

/**
 * Agreement of two raters over the same entities, from a square table of counts.
 *
 * @param counts {@code counts[i][j]} entities that the first put in category i and the second in j
 */
public record TwoRaters(double[][] counts) {
  public TwoRaters {
    Refusal.unlessAtLeast("categories", counts.length, 2);
    for (double[] row : counts) {
      Refusal.unlessSameLength("row of the table", row.length, counts.length);
    }
    counts = Arrays.stream(counts).map(double[]::clone).toArray(double[][]::new);
    Refusal.unlessPositive("entities rated", total(counts));
  }

  /** Share of entities on which both agree. */
  public double observed() {
    double same = 0;
    for (int i = 0; i < counts.length; i++) {
      same += counts[i][i];
    }
    return same / total(counts);
  }

  /**
   * Cohen's κ; not a number when both only ever use one category. Source: Cohen, "A Coefficient of
   * Agreement for Nominal Scales", Educational and Psychological Measurement 20 (1960), equation 1.
   */
  public double kappa() {
    double chance = 0;
    for (int i = 0; i < counts.length; i++) {
      chance += rowShare(i) * columnShare(i);
    }
    return (observed() - chance) / (1 - chance);
  }

  /**
   * Gwet's AC1, which does not collapse when one category is rare. Source: Gwet, "Computing
   * Inter-Rater Reliability and Its Variance in the Presence of High Agreement", British Journal of
   * Mathematical and Statistical Psychology 61 (2008), equations 6 to 8.
   */
  public double ac1() {
    double chance = 0;
    for (int i = 0; i < counts.length; i++) {
      double share = (rowShare(i) + columnShare(i)) / 2;
      chance += share * (1 - share) / (counts.length - 1);
    }
    return (observed() - chance) / (1 - chance);
  }

  private double rowShare(int i) {
    return Arrays.stream(counts[i]).sum() / total(counts);
  }

  private double columnShare(int j) {
    return Arrays.stream(counts).mapToDouble(row -> row[j]).sum() / total(counts);
  }

  private static double total(double[][] counts) {
    return Arrays.stream(counts).flatMapToDouble(Arrays::stream).sum();
  }
}

package io.hedgerow.measurement.drift;

import io.hedgerow.measurement.Refusal;
import java.util.Arrays;

/**
 * Population stability index: the symmetric Kullback–Leibler divergence of binned scores.
 *
 * <p>Source: Yurdakul and Naranjo, "Statistical Properties of the Population Stability Index",
 * Journal of Risk Model Validation 14 (2020), section 2. Below 0.1 is usually read as stable, above
 * 0.25 as changed. Half a count is added to every bin, so that an empty one does not give infinity.
 */
public final class PopulationStability {
  private PopulationStability() {}

  /** The index over bins at the reference's quantiles. */
  public static double index(double[] reference, double[] current, int bins) {
    Refusal.unlessAtLeast("reference values", reference.length, bins);
    Refusal.unlessAtLeast("current values", current.length, 1);
    Refusal.unlessAtLeast("bins", bins, 2);
    double[] sorted = reference.clone();
    Arrays.sort(sorted);
    double[] edges = new double[bins - 1];
    Arrays.setAll(edges, b -> sorted[(int) ((long) (b + 1) * sorted.length / bins)]);
    return ofCounts(counts(reference, edges), counts(current, edges));
  }

  /** The index of two count vectors over the same bins. */
  public static double ofCounts(double[] reference, double[] current) {
    Refusal.unlessSameLength("current", current.length, reference.length);
    double referenceSum = Arrays.stream(reference).sum() + reference.length / 2.0;
    double currentSum = Arrays.stream(current).sum() + reference.length / 2.0;
    double index = 0;
    for (int b = 0; b < reference.length; b++) {
      double expected = (reference[b] + 0.5) / referenceSum;
      double actual = (current[b] + 0.5) / currentSum;
      index += (actual - expected) * Math.log(actual / expected);
    }
    return index;
  }

  private static double[] counts(double[] values, double[] edges) {
    double[] counts = new double[edges.length + 1];
    for (double value : values) {
      int bin = 0;
      while (bin < edges.length && value >= edges[bin]) {
        bin++;
      }
      counts[bin]++;
    }
    return counts;
  }
}

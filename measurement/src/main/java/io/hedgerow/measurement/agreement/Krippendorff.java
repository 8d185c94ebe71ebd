package io.hedgerow.measurement.agreement;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Krippendorff's α: agreement of any number of raters, with values missing.
 *
 * <p>Source: Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), sections C to E: α
 * = 1 − observed / expected disagreement, from the coincidences of values within units.
 */
public final class Krippendorff {
  /** What a difference between two values means. */
  public enum Scale {
    NOMINAL,
    ORDINAL,
    INTERVAL
  }

  private Krippendorff() {}

  /**
   * α of the units, each the values it was given (missing ones left out).
   *
   * @return empty when no unit has two values or all values are the same, so that nothing varies
   */
  public static OptionalDouble alpha(List<double[]> units, Scale scale) {
    List<double[]> paired = units.stream().filter(unit -> unit.length >= 2).toList();
    double[] values = paired.stream().flatMapToDouble(Arrays::stream).distinct().sorted().toArray();
    if (values.length < 2) {
      return OptionalDouble.empty();
    }
    double[][] coincidences = coincidences(paired, values);
    double[] totals =
        Arrays.stream(coincidences).mapToDouble(r -> Arrays.stream(r).sum()).toArray();
    double all = Arrays.stream(totals).sum();
    double observed = 0;
    double expected = 0;
    for (int c = 0; c < values.length; c++) {
      for (int k = 0; k < values.length; k++) {
        double difference = squaredDifference(c, k, values, totals, scale);
        observed += coincidences[c][k] * difference;
        expected += totals[c] * totals[k] * difference;
      }
    }
    return OptionalDouble.of(1 - (all - 1) * observed / expected);
  }

  private static double[][] coincidences(List<double[]> units, double[] values) {
    double[][] table = new double[values.length][values.length];
    for (double[] unit : units) {
      for (int a = 0; a < unit.length; a++) {
        for (int b = 0; b < unit.length; b++) {
          if (a != b) {
            int row = Arrays.binarySearch(values, unit[a]);
            table[row][Arrays.binarySearch(values, unit[b])] += 1.0 / (unit.length - 1);
          }
        }
      }
    }
    return table;
  }

  private static double squaredDifference(
      int c, int k, double[] values, double[] totals, Scale scale) {
    if (c == k) {
      return 0;
    }
    return switch (scale) {
      case NOMINAL -> 1;
      case INTERVAL -> (values[c] - values[k]) * (values[c] - values[k]);
      case ORDINAL -> {
        double between = -(totals[c] + totals[k]) / 2;
        for (int g = Math.min(c, k); g <= Math.max(c, k); g++) {
          between += totals[g];
        }
        yield between * between;
      }
    };
  }
}

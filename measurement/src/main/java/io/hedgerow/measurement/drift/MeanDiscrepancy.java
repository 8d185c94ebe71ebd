package io.hedgerow.measurement.drift;

import io.hedgerow.measurement.Refusal;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Maximum mean discrepancy of two sets of embeddings, tested by permutation.
 *
 * <p>Source: Gretton et al., "A Kernel Two-Sample Test", JMLR 13 (2012), sections 2.2 and 3.1, with
 * the Gaussian kernel approximated by random Fourier features (Rahimi and Recht, "Random Features
 * for Large-Scale Kernel Machines", NIPS 2007, algorithm 1), so that time grows with the number of
 * embeddings and not its square. The p-value is exact under exchangeability: (1 + as large) / (1 +
 * permutations).
 *
 * @param squaredDistance squared distance of the two mean features
 * @param pValue in (0, 1]
 */
public record MeanDiscrepancy(double squaredDistance, double pValue) {
  private static final int FEATURES = 256;
  private static final int BANDWIDTH_PAIRS = 500;

  public static MeanDiscrepancy test(
      double[][] first, double[][] second, int permutations, RandomGenerator random) {
    Refusal.unlessAtLeast("first", first.length, 2);
    Refusal.unlessAtLeast("second", second.length, 2);
    double[][] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    for (double[] row : all) {
      Refusal.unlessSameLength("embedding", row.length, all[0].length);
    }
    double[][] features = features(all, bandwidth(all, random), random);
    double observed = distance(features, first.length);
    int asLarge = 0;
    for (int p = 0; p < permutations; p++) {
      shuffle(features, random);
      asLarge += distance(features, first.length) >= observed ? 1 : 0;
    }
    return new MeanDiscrepancy(observed, (1.0 + asLarge) / (1.0 + permutations));
  }

  /** Median distance of random pairs (Gretton et al., section 8). */
  private static double bandwidth(double[][] all, RandomGenerator random) {
    double[] distances = new double[BANDWIDTH_PAIRS];
    for (int p = 0; p < distances.length; p++) {
      double[] a = all[random.nextInt(all.length)];
      double[] b = all[random.nextInt(all.length)];
      for (int d = 0; d < a.length; d++) {
        distances[p] += (a[d] - b[d]) * (a[d] - b[d]);
      }
    }
    Arrays.sort(distances);
    return Math.max(Math.sqrt(distances[distances.length / 2]), Double.MIN_NORMAL);
  }

  private static double[][] features(double[][] all, double bandwidth, RandomGenerator random) {
    double[][] features = new double[all.length][FEATURES];
    double[] direction = new double[all[0].length];
    for (int f = 0; f < FEATURES; f++) {
      Arrays.setAll(direction, _ -> random.nextGaussian() / bandwidth);
      double phase = random.nextDouble() * 2 * Math.PI;
      for (int i = 0; i < all.length; i++) {
        double projected = phase;
        for (int d = 0; d < direction.length; d++) {
          projected += direction[d] * all[i][d];
        }
        features[i][f] = Math.sqrt(2.0 / FEATURES) * Math.cos(projected);
      }
    }
    return features;
  }

  private static double distance(double[][] features, int split) {
    double[] difference = new double[FEATURES];
    for (int i = 0; i < features.length; i++) {
      double share = i < split ? 1.0 / split : -1.0 / (features.length - split);
      for (int f = 0; f < FEATURES; f++) {
        difference[f] += share * features[i][f];
      }
    }
    return Arrays.stream(difference).map(d -> d * d).sum();
  }

  private static void shuffle(double[][] rows, RandomGenerator random) {
    for (int i = rows.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      double[] row = rows[i];
      rows[i] = rows[j];
      rows[j] = row;
    }
  }
}

package io.hedgerow.measurement.prevalence;

import io.hedgerow.measurement.Interval;
import io.hedgerow.measurement.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Percentile bootstrap of the Hájek ratio that follows the design.
 *
 * <p>With replacement and within strata: the rescaling bootstrap of Rao and Wu, "Resampling
 * Inference with Complex Survey Data", JASA 83 (1988), with n − 1 resampled of n. Without
 * replacement: the generalised bootstrap of Beaumont and Patak, International Statistical Review 80
 * (2012), with multipliers of mean 1 and variance 1 − probability. It ignores the finite-population
 * correction of strata, which errs on the wide side.
 */
public final class Bootstrap {
  private Bootstrap() {}

  public static Interval ratio(
      List<Observation> sample,
      Design design,
      double level,
      int replicates,
      RandomGenerator random) {
    Refusal.unlessAtLeast("draws", sample.size(), 2);
    Refusal.unlessAtLeast("replicates", replicates, 2);
    double[] shares = new double[replicates];
    for (int r = 0; r < replicates; r++) {
      shares[r] = replicate(sample, design, multipliers(sample, design, random));
    }
    Arrays.sort(shares);
    int cut = (int) Math.floor((1 - level) / 2 * (replicates - 1));
    return new Interval(shares[cut], shares[replicates - 1 - cut], level);
  }

  private static double replicate(List<Observation> sample, Design design, double[] multipliers) {
    double views = 0;
    double violating = 0;
    for (int i = 0; i < multipliers.length; i++) {
      double weight = multipliers[i] * design.weight(sample.get(i), sample);
      views += weight;
      violating += weight * sample.get(i).violating();
    }
    return violating / views;
  }

  private static double[] multipliers(
      List<Observation> sample, Design design, RandomGenerator random) {
    return switch (design) {
      case Design.WithReplacement() -> {
        double[] counts = new double[sample.size()];
        resample(IntStream.range(0, counts.length).boxed().toList(), counts, random);
        yield counts;
      }
      case Design.Stratified() -> {
        double[] counts = new double[sample.size()];
        Design.Stratified.rowsByStratum(sample).values().forEach(r -> resample(r, counts, random));
        yield counts;
      }
      case Design.WithoutReplacement() ->
          sample.stream()
              .mapToDouble(o -> 1 + Math.sqrt(1 - o.probability()) * (random.nextExponential() - 1))
              .toArray();
    };
  }

  private static void resample(List<Integer> rows, double[] counts, RandomGenerator random) {
    int size = rows.size();
    for (int draw = 0; draw < size - 1; draw++) {
      counts[rows.get(random.nextInt(size))] += size / (size - 1.0);
    }
  }
}

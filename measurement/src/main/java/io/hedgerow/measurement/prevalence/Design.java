package io.hedgerow.measurement.prevalence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a sample was drawn, which settles its weights and its variance. */
public sealed interface Design {
  /** Views of the population that this draw stands for. */
  double weight(Observation drawn, List<Observation> sample);

  /** Estimated variance of the sum of weight × residual. */
  double variance(double[] contributions, List<Observation> sample);

  /**
   * Every unit drawn independently in proportion to its size; a unit may come up more than once.
   *
   * <p>Source: Hansen and Hurwitz, "On the Theory of Sampling from Finite Populations", Annals of
   * Mathematical Statistics 14 (1943), section 4; Cochran, Sampling Techniques (1977), section
   * 9A.3.
   */
  record WithReplacement() implements Design {
    @Override
    public double weight(Observation drawn, List<Observation> sample) {
      return drawn.views() / (sample.size() * drawn.probability());
    }

    @Override
    public double variance(double[] contributions, List<Observation> sample) {
      return contributions.length * squaredDeviations(contributions) / (contributions.length - 1.0);
    }
  }

  /**
   * Priority sampling: see {@link io.hedgerow.measurement.sampling.PrioritySample}.
   *
   * <p>Variance: Duffield, Lund and Thorup (2007): covariances vanish, so it is the sum of
   * contribution² × (1 − probability).
   */
  record WithoutReplacement() implements Design {
    @Override
    public double weight(Observation drawn, List<Observation> sample) {
      return drawn.views() / drawn.probability();
    }

    @Override
    public double variance(double[] contributions, List<Observation> sample) {
      double sum = 0;
      for (int i = 0; i < contributions.length; i++) {
        sum += contributions[i] * contributions[i] * (1 - sample.get(i).probability());
      }
      return sum;
    }
  }

  /**
   * A simple random sample without replacement in each stratum; one stratum makes it simple random.
   *
   * <p>Source: Cochran, Sampling Techniques (1977), sections 2.6 and 5.3. A stratum's sampling
   * fraction is the probability its draws carry.
   */
  record Stratified() implements Design {
    @Override
    public double weight(Observation drawn, List<Observation> sample) {
      return drawn.views() / drawn.probability();
    }

    @Override
    public double variance(double[] contributions, List<Observation> sample) {
      double sum = 0;
      for (List<Integer> rows : rowsByStratum(sample).values()) {
        double[] own = rows.stream().mapToDouble(i -> contributions[i]).toArray();
        double fraction = sample.get(rows.getFirst()).probability();
        sum += (1 - fraction) * own.length * squaredDeviations(own) / (own.length - 1.0);
      }
      return sum;
    }

    static Map<String, List<Integer>> rowsByStratum(List<Observation> sample) {
      Map<String, List<Integer>> rows = new LinkedHashMap<>();
      for (int i = 0; i < sample.size(); i++) {
        rows.computeIfAbsent(sample.get(i).stratum(), _ -> new ArrayList<>()).add(i);
      }
      return rows;
    }
  }

  private static double squaredDeviations(double[] values) {
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return sum;
  }
}

package io.hedgerow.benchmarks.text;

import io.hedgerow.models.evaluation.ScoredLabels;
import java.util.Arrays;

/** How well scores rank, and how much that varies between draws. */
final class Ranking {
  private Ranking() {}

  /** The area under the ROC curve; NaN where one kind of text is missing. */
  static double auroc(double[] scores, boolean[] positive) {
    return io.hedgerow.models.evaluation.Ranking.auroc(new ScoredLabels(scores, positive))
        .orElse(Double.NaN);
  }

  static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  static double deviation(double[] values) {
    double mean = mean(values);
    return Math.sqrt(
        Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum()
            / Math.max(1, values.length - 1));
  }
}

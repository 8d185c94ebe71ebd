package io.hedgerow.benchmarks.text;

import io.hedgerow.models.evaluation.DeLong;
import io.hedgerow.models.evaluation.ScoredLabels;
import java.util.Arrays;
import java.util.Locale;

/** How well scores rank, and how much that varies between draws. */
final class Ranking {
  private Ranking() {}

  /** The area under the ROC curve; NaN where one kind of text is missing. */
  static double auroc(double[] scores, boolean[] positive) {
    return io.hedgerow.models.evaluation.Ranking.auroc(new ScoredLabels(scores, positive))
        .orElse(Double.NaN);
  }

  /** The area with its 95% interval, for a table. */
  static String interval(ScoredLabels labels) {
    return DeLong.auroc(labels)
        .map(it -> String.format(Locale.ROOT, "%.3f (%.3f–%.3f)", it.value(), it.low(), it.high()))
        .orElse("–");
  }

  /** The same of a head. */
  static String interval(double[] scores, boolean[] positive) {
    return interval(new ScoredLabels(scores, positive));
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

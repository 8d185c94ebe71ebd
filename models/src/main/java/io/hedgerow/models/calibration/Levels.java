package io.hedgerow.models.calibration;

import io.hedgerow.models.evaluation.ScoredLabels;
import java.util.Arrays;

/**
 * Labels counted at each distinct score.
 *
 * @param scores rising, each once
 * @param weights labels at each
 * @param positives positives among them
 */
@SuppressWarnings("ArrayRecordComponent") // never leaves the package
record Levels(double[] scores, double[] weights, double[] positives) {

  static Levels of(ScoredLabels labels) {
    double[] scores = new double[labels.size()];
    double[] weights = new double[labels.size()];
    double[] positives = new double[labels.size()];
    int count = 0;
    for (int place : labels.ascending()) {
      double score = labels.scores()[place];
      if (count == 0 || scores[count - 1] != score) {
        scores[count++] = score;
      }
      weights[count - 1]++;
      positives[count - 1] += labels.positive()[place] ? 1 : 0;
    }
    return new Levels(
        Arrays.copyOf(scores, count),
        Arrays.copyOf(weights, count),
        Arrays.copyOf(positives, count));
  }

  int size() {
    return scores.length;
  }
}

package io.hedgerow.models.calibration;

import io.hedgerow.models.evaluation.ScoredLabels;
import java.util.Arrays;

/**
 * The rising function of the score that fits the labels best (Zadrozny and Elkan, KDD 2002), by
 * pooling adjacent violators; straight between the middles of its steps, so that ranks survive.
 *
 * @param scores rising
 * @param probabilities at those scores, never falling, in (0, 1)
 */
@SuppressWarnings("ArrayRecordComponent") // never written after fit
public record Isotonic(double[] scores, double[] probabilities) implements Calibrator {

  @Override
  public double probability(double score) {
    int at = Arrays.binarySearch(scores, score);
    if (at >= 0) {
      return probabilities[at];
    }
    int above = -at - 1;
    if (above == 0 || above == scores.length) {
      return probabilities[above == 0 ? 0 : above - 1];
    }
    double share = (score - scores[above - 1]) / (scores[above] - scores[above - 1]);
    return probabilities[above - 1] + share * (probabilities[above] - probabilities[above - 1]);
  }

  /** Each step counts half a label of each kind more, so that none claims to be certain. */
  static Isotonic fit(ScoredLabels labels) {
    Pooled pooled = Pooled.of(Levels.of(labels));
    double[] scores = new double[pooled.blocks()];
    double[] probabilities = new double[pooled.blocks()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = pooled.meanScore(i);
      double smoothed = (pooled.positives(i) + 0.5) / (pooled.weight(i) + 1);
      probabilities[i] = i == 0 ? smoothed : Math.max(probabilities[i - 1], smoothed);
    }
    return new Isotonic(scores, probabilities);
  }
}

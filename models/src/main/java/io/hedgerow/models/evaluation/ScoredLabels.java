package io.hedgerow.models.evaluation;

import java.util.Arrays;

/**
 * Scores beside the truth, which is what every measure here is computed from.
 *
 * @param scores finite, higher for what breaks the policy more surely
 * @param positive whether it breaks the policy, as people said
 */
@SuppressWarnings("ArrayRecordComponent") // copied on the way in; readers do not write
public record ScoredLabels(double[] scores, boolean[] positive) {
  public ScoredLabels {
    if (scores.length != positive.length) {
      throw new IllegalArgumentException(
          "there must be a label for each score, were %d scores and %d labels"
              .formatted(scores.length, positive.length));
    }
    for (int i = 0; i < scores.length; i++) {
      if (!Double.isFinite(scores[i])) {
        throw new IllegalArgumentException(
            "score %d must be finite, was %s".formatted(i, scores[i]));
      }
    }
    scores = scores.clone();
    positive = positive.clone();
  }

  public int size() {
    return scores.length;
  }

  public int positives() {
    int count = 0;
    for (boolean each : positive) {
      count += each ? 1 : 0;
    }
    return count;
  }

  public int negatives() {
    return size() - positives();
  }

  /** Those at these places, in this order; a place may come up again. */
  public ScoredLabels at(int[] places) {
    double[] someScores = new double[places.length];
    boolean[] some = new boolean[places.length];
    for (int i = 0; i < places.length; i++) {
      someScores[i] = scores[places[i]];
      some[i] = positive[places[i]];
    }
    return new ScoredLabels(someScores, some);
  }

  /** Places from the lowest score to the highest. */
  public int[] ascending() {
    Integer[] places = new Integer[size()];
    Arrays.setAll(places, i -> i);
    Arrays.sort(places, (a, b) -> Double.compare(scores[a], scores[b]));
    int[] ascending = new int[size()];
    Arrays.setAll(ascending, i -> places[i]);
    return ascending;
  }
}

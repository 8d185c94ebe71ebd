package io.hedgerow.models.evaluation;

import java.util.Optional;

/** How well scores rank what breaks a policy above what does not. */
public final class Ranking {
  private Ranking() {}

  /**
   * Area under the receiver operating characteristic: the chance that a random positive outscores a
   * random negative, ties counting half (Mann and Whitney, 1947). Empty unless there are both.
   */
  public static Optional<Double> auroc(ScoredLabels labels) {
    double positives = labels.positives();
    double negatives = labels.size() - positives;
    if (positives == 0 || negatives == 0) {
      return Optional.empty();
    }
    int[] places = labels.ascending();
    double rankSum = 0;
    int at = 0;
    while (at < places.length) {
      int end = afterTies(labels, places, at);
      double middle = (at + 1 + end) / 2.0;
      for (int i = at; i < end; i++) {
        rankSum += labels.positive()[places[i]] ? middle : 0;
      }
      at = end;
    }
    return Optional.of((rankSum - positives * (positives + 1) / 2) / (positives * negatives));
  }

  /**
   * Average precision: mean precision at the score of each positive, what ties with it counted in.
   * Empty without positives.
   */
  public static Optional<Double> averagePrecision(ScoredLabels labels) {
    double positives = labels.positives();
    if (positives == 0) {
      return Optional.empty();
    }
    int[] places = labels.ascending();
    double sum = 0;
    double found = 0;
    int end = places.length;
    while (end > 0) {
      int start = beforeTies(labels, places, end);
      double here = 0;
      for (int i = start; i < end; i++) {
        here += labels.positive()[places[i]] ? 1 : 0;
      }
      found += here;
      sum += here * found / (places.length - start);
      end = start;
    }
    return Optional.of(sum / positives);
  }

  static int afterTies(ScoredLabels labels, int[] places, int from) {
    int end = from + 1;
    while (end < places.length && labels.scores()[places[end]] == labels.scores()[places[from]]) {
      end++;
    }
    return end;
  }

  private static int beforeTies(ScoredLabels labels, int[] places, int end) {
    int start = end - 1;
    while (start > 0 && labels.scores()[places[start - 1]] == labels.scores()[places[end - 1]]) {
      start--;
    }
    return start;
  }
}

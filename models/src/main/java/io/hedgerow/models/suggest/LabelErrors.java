package io.hedgerow.models.suggest;

import io.hedgerow.models.evaluation.ScoredLabels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds labels that are probably wrong (confident learning, Northcutt, Jiang and Chuang, JAIR 2021,
 * sections 3.1 and 3.2): a label is doubted when its text scores, for the other label, at least
 * what texts with that other label score on average.
 */
public final class LabelErrors {
  private LabelErrors() {}

  /**
   * A label to look at again.
   *
   * @param place among the labels
   * @param positive what the label says
   * @param doubt in (0, 1]: the probability that the model gives to the other label
   */
  public record Doubt(int place, boolean positive, double doubt) {}

  /**
   * Doubted labels, the most doubtful first.
   *
   * @param labels probabilities from models that did not learn from these very labels
   */
  public static List<Doubt> find(ScoredLabels labels) {
    double[] sums = new double[2];
    double[] counts = new double[2];
    for (int i = 0; i < labels.size(); i++) {
      double score = labels.scores()[i];
      if (score < 0 || score > 1) {
        throw new IllegalArgumentException("score must be in [0, 1], was " + score);
      }
      int kind = labels.positive()[i] ? 1 : 0;
      sums[kind] += labels.positive()[i] ? score : 1 - score;
      counts[kind]++;
    }
    List<Doubt> doubts = new ArrayList<>();
    if (counts[0] == 0 || counts[1] == 0) {
      return doubts;
    }
    for (int i = 0; i < labels.size(); i++) {
      boolean positive = labels.positive()[i];
      double other = positive ? 1 - labels.scores()[i] : labels.scores()[i];
      int kind = positive ? 0 : 1;
      boolean more = other > 0.5;
      if (more && other >= sums[kind] / counts[kind]) {
        doubts.add(new Doubt(i, positive, other));
      }
    }
    doubts.sort(Comparator.comparingDouble(Doubt::doubt).reversed());
    return doubts;
  }
}

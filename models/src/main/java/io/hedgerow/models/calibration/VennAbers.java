package io.hedgerow.models.calibration;

import io.hedgerow.models.evaluation.ScoredLabels;
import java.util.Arrays;

/**
 * Two isotonic fits, one as if the new text were negative and one as if it were positive; one of
 * the two is a calibrated probability, whatever the data (Vovk, Petej and Fedorova, NIPS 2015). The
 * one number answered is {@code p1 / (1 - p0 + p1)}, which loses least in log loss (there, section
 * 4). It shrinks where labels are few.
 *
 * @param scores rising, each once: those of the labels
 * @param probabilities one below the first score, then at each score and between it and the next,
 *     by turns
 */
@SuppressWarnings("ArrayRecordComponent") // never written after fit
public record VennAbers(double[] scores, double[] probabilities) implements Calibrator {
  /** Above this many distinct scores neighbours are put together; the fit tries each place. */
  private static final int MOST_LEVELS = 400;

  @Override
  public double probability(double score) {
    int at = Arrays.binarySearch(scores, score);
    return probabilities[at >= 0 ? 2 * at + 1 : 2 * (-at - 1)];
  }

  static VennAbers fit(ScoredLabels labels) {
    Levels levels = coarse(Levels.of(labels));
    double[] probabilities = new double[2 * levels.size() + 1];
    for (int place = 0; place < probabilities.length; place++) {
      double ifNegative = shareWith(levels, place, 0);
      double ifPositive = shareWith(levels, place, 1);
      probabilities[place] = ifPositive / (1 - ifNegative + ifPositive);
    }
    return new VennAbers(levels.scores(), probabilities);
  }

  /** The isotonic share at a place with one more label there. */
  private static double shareWith(Levels levels, int place, double positive) {
    boolean between = place % 2 == 0;
    int level = place / 2;
    int size = levels.size() + (between ? 1 : 0);
    double[] scores = new double[size];
    double[] weights = new double[size];
    double[] positives = new double[size];
    for (int i = 0; i < size; i++) {
      int from = between && i > level ? i - 1 : i;
      boolean added = i == level;
      boolean taken = !(between && added);
      scores[i] = i;
      weights[i] = (taken ? levels.weights()[from] : 0) + (added ? 1 : 0);
      positives[i] = (taken ? levels.positives()[from] : 0) + (added ? positive : 0);
    }
    return Pooled.of(new Levels(scores, weights, positives)).shareAt(level);
  }

  private static Levels coarse(Levels levels) {
    int each = (levels.size() + MOST_LEVELS - 1) / MOST_LEVELS;
    if (each <= 1) {
      return levels;
    }
    int size = (levels.size() + each - 1) / each;
    double[] scores = new double[size];
    double[] weights = new double[size];
    double[] positives = new double[size];
    for (int i = 0; i < levels.size(); i++) {
      scores[i / each] = levels.scores()[i];
      weights[i / each] += levels.weights()[i];
      positives[i / each] += levels.positives()[i];
    }
    return new Levels(scores, weights, positives);
  }
}

package io.hedgerow.models.calibration;

import io.hedgerow.models.evaluation.ScoredLabels;

/**
 * Makes a probability of a score, keeping its order. Immutable.
 *
 * <p>Which way is taken depends on how many labels of the rarer kind there are: a temperature with
 * a shift has two numbers to learn, Venn-Abers as many as there are scores but shrinks towards what
 * it does not know, isotonic regression does not shrink and needs the most.
 */
public sealed interface Calibrator permits Temperature, VennAbers, Isotonic {
  /** Labels of the rarer kind from which Venn-Abers is taken. */
  int FOR_VENN_ABERS = 50;

  /** Labels of the rarer kind from which isotonic regression is taken. */
  int FOR_ISOTONIC = 500;

  /**
   * The probability for a score.
   *
   * @param score in [0, 1]
   */
  double probability(double score);

  /**
   * Fits by the amount of data.
   *
   * @param labels scores in [0, 1] of texts that the model was not trained on; with no labels of
   *     one kind nothing can be learned and scores stay as they are
   */
  static Calibrator fit(ScoredLabels labels) {
    for (double score : labels.scores()) {
      if (score < 0 || score > 1) {
        throw new IllegalArgumentException("score must be in [0, 1], was " + score);
      }
    }
    int rarer = Math.min(labels.positives(), labels.negatives());
    if (rarer >= FOR_ISOTONIC) {
      return Isotonic.fit(labels);
    }
    return rarer >= FOR_VENN_ABERS ? VennAbers.fit(labels) : Temperature.fit(labels);
  }
}

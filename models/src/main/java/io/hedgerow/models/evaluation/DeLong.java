package io.hedgerow.models.evaluation;

import java.util.Optional;

/**
 * 95% intervals of areas under the curve without resampling.
 *
 * <p>Source: DeLong, DeLong and Clarke-Pearson 1988; variance by ranks as in Sun and Xu 2014. The
 * interval is taken on the logit, so that it stays within (0, 1).
 */
public final class DeLong {
  private static final double CRITICAL = 1.959963984540054;

  private DeLong() {}

  /** The area with its interval; empty unless there are at least two of each kind. */
  public static Optional<Estimate> auroc(ScoredLabels labels) {
    int positives = labels.positives();
    int negatives = labels.negatives();
    if (positives < 2 || negatives < 2) {
      return Optional.empty();
    }
    double[] above = new double[labels.size()];
    double area = placements(labels, above, positives, negatives);
    double variance =
        variance(labels, above, true, area) / positives
            + variance(labels, above, false, 1 - area) / negatives;
    return Optional.of(interval(area, Math.sqrt(variance), Math.min(positives, negatives)));
  }

  /**
   * For each positive the share of negatives below it, for each negative the share of positives
   * below it.
   */
  private static double placements(
      ScoredLabels labels, double[] placement, int positives, int negatives) {
    int[] places = labels.ascending();
    double positivesBelow = 0;
    double negativesBelow = 0;
    double sum = 0;
    int at = 0;
    while (at < places.length) {
      int end = Ranking.afterTies(labels, places, at);
      double tied = 0;
      for (int i = at; i < end; i++) {
        tied += labels.positive()[places[i]] ? 1 : 0;
      }
      for (int i = at; i < end; i++) {
        boolean positive = labels.positive()[places[i]];
        placement[places[i]] =
            positive
                ? (negativesBelow + (end - at - tied) / 2) / negatives
                : (positivesBelow + tied / 2) / positives;
        sum += positive ? placement[places[i]] : 0;
      }
      positivesBelow += tied;
      negativesBelow += end - at - tied;
      at = end;
    }
    return sum / positives;
  }

  private static double variance(
      ScoredLabels labels, double[] placement, boolean positive, double mean) {
    double squares = 0;
    int count = 0;
    for (int i = 0; i < placement.length; i++) {
      if (labels.positive()[i] == positive) {
        squares += (placement[i] - mean) * (placement[i] - mean);
        count++;
      }
    }
    return squares / (count - 1);
  }

  /**
   * Where ranking is perfect the variance is 0; then the rule of three bounds what was not seen.
   */
  private static Estimate interval(double area, double error, int rarer) {
    if (area <= 0 || area >= 1) {
      double reach = Math.min(1, 3.0 / rarer);
      return new Estimate(area, Math.max(0, area - reach), Math.min(1, area + reach));
    }
    double logit = Math.log(area / (1 - area));
    double reach = CRITICAL * error / (area * (1 - area));
    return new Estimate(area, logistic(logit - reach), logistic(logit + reach));
  }

  private static double logistic(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}

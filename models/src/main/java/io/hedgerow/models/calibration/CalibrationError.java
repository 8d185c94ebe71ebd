package io.hedgerow.models.calibration;

import io.hedgerow.models.evaluation.Bootstrap;
import io.hedgerow.models.evaluation.Estimate;
import io.hedgerow.models.evaluation.ScoredLabels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far scores are from being probabilities: the expected calibration error over bins that hold
 * equally many (Naeini et al., AAAI 2015; equal-mass bins as Nixon et al. 2019 advise). A sample's
 * error is above that of its population by about {@code sqrt(bins / n) / 4}: a perfect score does
 * not measure 0.
 */
public final class CalibrationError {
  /** How many bins are asked for; fewer where scores tie. */
  public static final int BINS = 10;

  private CalibrationError() {}

  /**
   * One bin of a reliability diagram.
   *
   * @param count texts in it
   * @param score their mean score
   * @param share share of them that breaks the policy
   */
  public record Bin(int count, double score, double share) {}

  /** Bins from the lowest scores to the highest; equal scores share a bin. */
  public static List<Bin> bins(ScoredLabels labels) {
    int[] places = labels.ascending();
    List<Bin> bins = new ArrayList<>();
    int at = 0;
    while (at < places.length) {
      int left = Math.max(1, BINS - bins.size());
      int end = at + Math.max(1, (places.length - at) / left);
      while (end < places.length
          && labels.scores()[places[end]] == labels.scores()[places[end - 1]]) {
        end++;
      }
      bins.add(bin(labels, places, at, end));
      at = end;
    }
    return bins;
  }

  private static Bin bin(ScoredLabels labels, int[] places, int from, int to) {
    double scores = 0;
    double positives = 0;
    for (int i = from; i < to; i++) {
      scores += labels.scores()[places[i]];
      positives += labels.positive()[places[i]] ? 1 : 0;
    }
    int count = to - from;
    return new Bin(count, scores / count, positives / count);
  }

  /** The error in [0, 1]; 0 of nothing. */
  public static double of(ScoredLabels labels) {
    double sum = 0;
    for (Bin bin : bins(labels)) {
      sum += bin.count() * Math.abs(bin.score() - bin.share());
    }
    return labels.size() == 0 ? 0 : sum / labels.size();
  }

  /**
   * The error without what chance adds in a sample of that size: the root of the mean square over
   * bins, less each bin's variance (Kumar, Liang and Ma, "Verified Uncertainty Calibration",
   * NeurIPS 2019, section 4). Never below 0; a square mean, so above {@link #of} where chance adds
   * nothing.
   */
  public static double withoutChance(ScoredLabels labels) {
    double sum = 0;
    for (Bin bin : bins(labels)) {
      double gap = bin.score() - bin.share();
      double chance = bin.count() < 2 ? 0 : bin.share() * (1 - bin.share()) / (bin.count() - 1);
      sum += bin.count() * (gap * gap - chance);
    }
    return labels.size() == 0 ? 0 : Math.sqrt(Math.max(0, sum / labels.size()));
  }

  /** The error with its interval; empty of nothing. */
  public static Optional<Estimate> of(ScoredLabels labels, Bootstrap bootstrap) {
    return labels.size() == 0
        ? Optional.empty()
        : bootstrap.of(labels.size(), rows -> Optional.of(of(labels.at(rows))));
  }
}

package io.hedgerow.models.fairness;

import io.hedgerow.models.evaluation.Bootstrap;
import io.hedgerow.models.evaluation.Estimate;
import java.util.List;
import java.util.Optional;

/**
 * What happens to a score when nothing but an identity is exchanged (counterfactual token fairness,
 * Garg et al., AIES 2019).
 *
 * @param sentences how many sentences had more than one variant
 * @param flips share of sentences whose variants fall on both sides of the threshold
 * @param spread mean distance between a sentence's highest and lowest score
 */
public record CounterfactualFlips(int sentences, Estimate flips, Estimate spread) {

  /**
   * Measures variants.
   *
   * @param variants for each sentence the scores of its variants
   * @return empty when no sentence has two variants
   */
  public static Optional<CounterfactualFlips> of(
      List<List<Double>> variants, double threshold, Bootstrap bootstrap) {
    List<List<Double>> several = variants.stream().filter(scores -> scores.size() > 1).toList();
    if (several.isEmpty()) {
      return Optional.empty();
    }
    double[] flips = new double[several.size()];
    double[] spread = new double[several.size()];
    for (int i = 0; i < flips.length; i++) {
      double low = several.get(i).stream().mapToDouble(score -> score).min().orElseThrow();
      double high = several.get(i).stream().mapToDouble(score -> score).max().orElseThrow();
      flips[i] = low < threshold && high >= threshold ? 1 : 0;
      spread[i] = high - low;
    }
    return Optional.of(
        new CounterfactualFlips(
            flips.length,
            bootstrap.of(flips.length, rows -> Optional.of(mean(flips, rows))).orElseThrow(),
            bootstrap.of(flips.length, rows -> Optional.of(mean(spread, rows))).orElseThrow()));
  }

  private static double mean(double[] values, int[] rows) {
    double sum = 0;
    for (int row : rows) {
      sum += values[row];
    }
    return sum / rows.length;
  }
}

package io.hedgerow.cli.text;

import io.hedgerow.models.classifier.TextClassifier;
import io.hedgerow.models.evaluation.Bootstrap;
import io.hedgerow.models.fairness.CounterfactualFlips;
import io.hedgerow.models.fairness.IdentitySwaps;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Scores texts again with the identities that they name exchanged for others of their kind. */
record Swaps(TextClassifier classifier, String policy) {

  /**
   * What the exchange does.
   *
   * @param threshold from which score on the decision is another one
   * @return empty where no text names an identity
   */
  Optional<CounterfactualFlips> measure(List<String> texts, double threshold, Bootstrap bootstrap) {
    IdentitySwaps swaps = IdentitySwaps.usual();
    List<List<String>> twins =
        texts.stream().map(swaps::of).filter(variants -> variants.size() > 1).toList();
    List<Double> scores = scores(twins.stream().flatMap(List::stream).toList());
    List<List<Double>> ofEach = new ArrayList<>();
    int from = 0;
    for (List<String> variants : twins) {
      ofEach.add(scores.subList(from, from + variants.size()));
      from += variants.size();
    }
    return CounterfactualFlips.of(ofEach, threshold, bootstrap);
  }

  private List<Double> scores(List<String> texts) {
    List<Double> scores = new ArrayList<>();
    for (List<String> slice : Slices.of(texts)) {
      for (Map<String, Double> each : classifier.classify(slice)) {
        scores.add(Objects.requireNonNull(each.get(policy)));
      }
    }
    return scores;
  }
}

package io.hedgerow.benchmarks.text;

import io.hedgerow.models.fairness.IdentitySwaps;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Training texts that name an identity, each beside one twin that names another: what a head should
 * score alike.
 *
 * @param rows places of the texts in their task
 * @param features of the twins, in the order of {@code rows}
 */
record Twins(List<Integer> rows, List<float[]> features) {
  /** Enough to learn from; encoding more only takes longer. */
  private static final int MOST = 2_500;

  static Twins of(TextTask task, Vectors vectors) throws IOException {
    IdentitySwaps swaps = IdentitySwaps.usual();
    List<Integer> rows = new ArrayList<>();
    List<String> twins = new ArrayList<>();
    for (int i = 0; i < task.texts().size() && rows.size() < MOST; i++) {
      List<String> variants = swaps.of(task.texts().get(i));
      if (variants.size() > 1 && !StarterTraining.heldBack(task.texts().get(i))) {
        rows.add(i);
        twins.add(
            variants.get(1 + Math.floorMod(task.texts().get(i).hashCode(), variants.size() - 1)));
      }
    }
    return new Twins(rows, twins.isEmpty() ? List.of() : vectors.of(twins));
  }

  /** For each pair, what the exchange of the identity did to the features. */
  List<float[]> differences(TextTask task) {
    List<float[]> differences = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      float[] text = task.features().get(rows.get(i));
      float[] difference = features.get(i).clone();
      for (int j = 0; j < difference.length; j++) {
        difference[j] -= text[j];
      }
      differences.add(difference);
    }
    return differences;
  }
}

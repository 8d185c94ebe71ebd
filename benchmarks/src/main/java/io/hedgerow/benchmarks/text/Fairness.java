package io.hedgerow.benchmarks.text;

import io.hedgerow.models.classifier.TextModel;
import io.hedgerow.models.classifier.TextReader;
import io.hedgerow.models.evaluation.Bootstrap;
import io.hedgerow.models.evaluation.Estimate;
import io.hedgerow.models.evaluation.ScoredLabels;
import io.hedgerow.models.fairness.CounterfactualFlips;
import io.hedgerow.models.fairness.SubgroupFairness;
import io.hedgerow.models.head.Ngrams;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** How a starter classifier serves the groups that texts are about. */
final class Fairness {
  private static final int MOST_TEXTS = 5_000;
  private static final int RESAMPLES = 100;
  private static final double THRESHOLD = 0.5;

  private final Vectors vectors;
  private final PrintWriter out;

  Fairness(Vectors vectors, PrintWriter out) {
    this.vectors = vectors;
    this.out = out;
  }

  /**
   * Areas by group.
   *
   * @param group the meta field that names groups, as a JSON list
   */
  void slices(TextModel model, TextSet set, String label, String group) throws IOException {
    List<TextSet.Row> rows = some(set.rows());
    double[] scores = scores(model, rows);
    boolean[] positive = new boolean[rows.size()];
    List<Set<String>> groups = new ArrayList<>();
    for (int i = 0; i < positive.length; i++) {
      positive[i] = rows.get(i).labels().getOrDefault(label, 0) == 1;
      groups.add(names(rows.get(i).meta().getOrDefault(group, "")));
    }
    out.printf("### `%s` on %s, %d texts%n%n", model.policy(), set.name(), rows.size());
    out.println(
        "| group | texts | AUROC | BPSN | BNSP | false-positive gap |\n|---|---|---|---|---|---|");
    new SubgroupFairness(new ScoredLabels(scores, positive), groups, new Bootstrap(RESAMPLES, 1))
        .slices(THRESHOLD).stream()
            .limit(8)
            .forEach(slice ->
                out.printf(
                    "| %s | %d | %s | %s | %s | %s |%n",
                    slice.group(),
                    slice.texts(),
                    text(slice.auroc()),
                    text(slice.bpsn()),
                    text(slice.bnsp()),
                    text(slice.falsePositiveGap())));
    out.println();
    out.flush();
  }

  /** Scores of texts that differ in the identity alone. */
  void flips(TextModel model, TextSet set, String pair) throws IOException {
    double[] scores = scores(model, set.rows());
    Map<String, List<Double>> variants = new LinkedHashMap<>();
    for (int i = 0; i < scores.length; i++) {
      String key = set.rows().get(i).meta().getOrDefault(pair, "row " + i);
      variants.computeIfAbsent(key, _ -> new ArrayList<>()).add(scores[i]);
    }
    CounterfactualFlips.of(List.copyOf(variants.values()), THRESHOLD, new Bootstrap(RESAMPLES, 1))
        .ifPresent(found ->
            out.printf(
                "`%s` on %s: of %d texts with a twin, the decision at 0.5 differs for %s; scores lie %s apart.%n%n",
                model.policy(),
                set.name(),
                found.sentences(),
                text(Optional.of(found.flips())),
                text(Optional.of(found.spread()))));
    out.flush();
  }

  private double[] scores(TextModel model, List<TextSet.Row> rows) throws IOException {
    List<float[]> features =
        vectors.of(rows.stream().map(row -> TextReader.plain(row.text())).toList());
    return features.stream().mapToDouble(each -> model.score(each, Ngrams.of(""))).toArray();
  }

  private static List<TextSet.Row> some(List<TextSet.Row> rows) {
    List<TextSet.Row> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(3));
    return shuffled.subList(0, Math.min(MOST_TEXTS, shuffled.size()));
  }

  private static Set<String> names(String json) {
    Set<String> names = new TreeSet<>(Arrays.asList(json.replaceAll("[\\[\\]\"]", "").split(",")));
    names.remove("");
    return names;
  }

  private static String text(Optional<Estimate> estimate) {
    return estimate
        .map(it -> String.format(Locale.ROOT, "%.3f (%.3f–%.3f)", it.value(), it.low(), it.high()))
        .orElse("–");
  }
}

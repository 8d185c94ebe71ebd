package io.hedgerow.benchmarks.text;

import io.hedgerow.benchmarks.text.StarterTraining.Mitigation;
import io.hedgerow.models.classifier.LogitScale;
import io.hedgerow.models.classifier.TextModel;
import io.hedgerow.models.classifier.TextReader;
import io.hedgerow.models.evaluation.Bootstrap;
import io.hedgerow.models.evaluation.Estimate;
import io.hedgerow.models.evaluation.ScoredLabels;
import io.hedgerow.models.fairness.CounterfactualFlips;
import io.hedgerow.models.fairness.SubgroupFairness;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * How starter classifiers serve the groups that texts are about, and what mitigations change. No
 * classifier is measured on a set that it learned from.
 */
final class Fairness {
  private static final int MOST_TEXTS = 5_000;
  private static final double THRESHOLD = 0.5;
  private static final Bootstrap INTERVALS = new Bootstrap(100, 1);
  private static final Bootstrap ROUGH = new Bootstrap(20, 1);

  private final StarterTraining training;
  private final Vectors vectors;
  private final PrintWriter out;
  private final Slices toxigen;
  private final Slices madlibs;
  private final Slices fuzzed;
  private final TextTask hatecheck;

  /** A set with what texts are about. */
  private record Slices(
      String name, List<float[]> features, boolean[] positive, List<Set<String>> groups) {}

  Fairness(
      Path data,
      Map<String, TextTask> tasks,
      StarterTraining training,
      Vectors vectors,
      PrintWriter out)
      throws IOException {
    this.training = training;
    this.vectors = vectors;
    this.out = out;
    toxigen = slices(TextSet.read(data, "toxigen_human"), "hate", "targets");
    madlibs = slices(TextSet.read(data, "bias_madlibs_77k"), "toxic", "identity");
    fuzzed = slices(TextSet.read(data, "wiki_toxicity_fuzzed"), "toxic", "rev_id");
    hatecheck = Optional.ofNullable(tasks.get("hatecheck")).orElseThrow();
  }

  void run() throws IOException {
    out.println("## Fairness\n");
    for (String policy : List.of("hate", "harassment")) {
      mitigations(policy);
    }
    every();
    for (String policy : List.of("hate", "harassment")) {
      groups(policy, toxigen);
      groups(policy, madlibs);
    }
  }

  private void mitigations(String policy) throws IOException {
    out.printf("### Mitigations tried on `%s`%n%n", policy);
    out.println(
        "| mitigation | AUROC on what was held back, mean of its sets | hatecheck | toxigen_human: AUROC, worst BPSN, worst BNSP"
            + " | bias_madlibs_77k: the same | wiki_toxicity_fuzzed: AUROC, flips, distance |\n|---|---|---|---|---|---|");
    for (Mitigation mitigation : Mitigation.values()) {
      TextModel model = training.findWithout(policy, "toxigen_human", mitigation).orElseThrow();
      out.printf(
          Locale.ROOT,
          "| %s%s | %.3f | %.3f | %s | %s | %s |%n",
          mitigation.title,
          mitigation == Mitigation.SHIPPED ? " (ships)" : "",
          heldBack(model, policy),
          Ranking.auroc(model.head().logits(hatecheck.features()), hatecheck.positive()),
          worst(model, toxigen),
          worst(model, madlibs),
          flips(model, ROUGH, Fairness::plain));
      out.flush();
    }
    out.println();
  }

  private double heldBack(TextModel model, String policy) {
    return training.tasksOf(policy).stream()
        .filter(task -> !task.set().equals("toxigen_human"))
        .mapToDouble(task ->
            Ranking.auroc(
                model.head().logits(task.features(task.heldBack())), task.labels(task.heldBack())))
        .average()
        .orElse(Double.NaN);
  }

  private static String worst(TextModel model, Slices set) {
    ScoredLabels scored = scored(model, set);
    List<SubgroupFairness.Slice> slices =
        new SubgroupFairness(scored, set.groups(), ROUGH).slices(THRESHOLD);
    return String.format(
        Locale.ROOT,
        "%.3f, %.3f, %.3f",
        Ranking.auroc(scored.scores(), scored.positive()),
        least(slices, SubgroupFairness.Slice::bpsn),
        least(slices, SubgroupFairness.Slice::bnsp));
  }

  private static double least(
      List<SubgroupFairness.Slice> slices,
      Function<SubgroupFairness.Slice, Optional<Estimate>> area) {
    return slices.stream()
        .flatMap(slice -> area.apply(slice).stream())
        .mapToDouble(Estimate::value)
        .min()
        .orElse(Double.NaN);
  }

  private String flips(TextModel model, Bootstrap bootstrap, Function<Estimate, String> text) {
    ScoredLabels scored = scored(model, fuzzed);
    Map<Set<String>, List<Double>> variants = new LinkedHashMap<>();
    for (int i = 0; i < scored.size(); i++) {
      variants
          .computeIfAbsent(fuzzed.groups().get(i), _ -> new ArrayList<>())
          .add(scored.scores()[i]);
    }
    CounterfactualFlips found =
        CounterfactualFlips.of(List.copyOf(variants.values()), THRESHOLD, bootstrap).orElseThrow();
    return String.format(
        Locale.ROOT,
        "%.3f, %s, %s",
        Ranking.auroc(scored.scores(), scored.positive()),
        text.apply(found.flips()),
        text.apply(found.spread()));
  }

  /** What can be said of every classifier, whatever its policy: whom its false alarms hit. */
  private void every() throws IOException {
    out.println("### Every starter classifier\n");
    out.println(
        "| classifier | set | harmless texts at 0.5 or above | widest gap between a group and the rest | BPSN of the worst group | BNSP of the worst group |"
            + "\n|---|---|---|---|---|---|");
    StringBuilder twins = new StringBuilder();
    for (String policy : StarterTraining.CLASSIFIERS.keySet()) {
      TextModel model = training.findWithout(policy, "toxigen_human").orElseThrow();
      for (Slices set : List.of(toxigen, madlibs)) {
        row(policy, model, set);
      }
      twins.append("| %s | %s |%n".formatted(policy, flips(model, INTERVALS, Fairness::interval)));
    }
    out.println(
        "\n| classifier | wiki_toxicity_fuzzed: AUROC for `toxic`, share of twins with another decision at 0.5, distance of their scores |\n|---|---|");
    out.println(twins);
    out.flush();
  }

  private void row(String policy, TextModel model, Slices set) {
    ScoredLabels scored = scored(model, set);
    List<SubgroupFairness.Slice> slices =
        new SubgroupFairness(scored, set.groups(), INTERVALS).slices(THRESHOLD);
    int harmless = 0;
    for (int i = 0; i < scored.size(); i++) {
      harmless += !scored.positive()[i] && scored.scores()[i] >= THRESHOLD ? 1 : 0;
    }
    SubgroupFairness.Slice widest =
        Collections.max(
            slices,
            Comparator.comparingDouble(
                slice -> slice.falsePositiveGap().map(it -> Math.abs(it.value())).orElse(0.0)));
    out.printf(
        Locale.ROOT,
        "| %s | %s | %.3f | %s %s | %s | %s |%n",
        policy,
        set.name(),
        harmless / (double) scored.negatives(),
        widest.group(),
        text(widest.falsePositiveGap()),
        worst(slices, SubgroupFairness.Slice::bpsn),
        worst(slices, SubgroupFairness.Slice::bnsp));
    out.flush();
  }

  private static String worst(
      List<SubgroupFairness.Slice> slices,
      Function<SubgroupFairness.Slice, Optional<Estimate>> area) {
    SubgroupFairness.Slice worst =
        Collections.min(
            slices,
            Comparator.comparingDouble(
                slice -> area.apply(slice).map(Estimate::value).orElse(1.0)));
    return worst.group() + " " + text(area.apply(worst));
  }

  private void groups(String policy, Slices set) throws IOException {
    TextModel model = training.findWithout(policy, "toxigen_human").orElseThrow();
    out.printf(
        "### `%s` on %s, %d texts, worst first%n%n", policy, set.name(), set.positive().length);
    out.println(
        "| group | texts | AUROC | BPSN | BNSP | false-positive gap |\n|---|---|---|---|---|---|");
    new SubgroupFairness(scored(model, set), set.groups(), INTERVALS)
        .slices(THRESHOLD).stream()
            .limit(6)
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

  private static ScoredLabels scored(TextModel model, Slices set) {
    LogitScale scale = StarterTraining.asTrained(model);
    double[] scores =
        Arrays.stream(model.head().logits(set.features())).map(scale::probability).toArray();
    return new ScoredLabels(scores, set.positive());
  }

  private Slices slices(TextSet set, String label, String group) throws IOException {
    List<TextSet.Row> rows = new ArrayList<>(set.rows());
    Collections.shuffle(rows, new Random(3));
    rows = rows.subList(0, Math.min(MOST_TEXTS, rows.size()));
    boolean[] positive = new boolean[rows.size()];
    List<Set<String>> groups = new ArrayList<>();
    for (int i = 0; i < positive.length; i++) {
      positive[i] = rows.get(i).labels().getOrDefault(label, 0) == 1;
      groups.add(names(rows.get(i).meta().getOrDefault(group, "")));
    }
    List<float[]> features =
        vectors.of(rows.stream().map(row -> TextReader.plain(row.text())).toList());
    return new Slices(set.name(), features, positive, groups);
  }

  private static Set<String> names(String json) {
    Set<String> names = new TreeSet<>(Arrays.asList(json.replaceAll("[\\[\\]\"]", "").split(",")));
    names.remove("");
    names.remove("null");
    return names;
  }

  private static String plain(Estimate estimate) {
    return String.format(Locale.ROOT, "%.3f", estimate.value());
  }

  private static String interval(Estimate it) {
    return String.format(Locale.ROOT, "%.3f (%.3f–%.3f)", it.value(), it.low(), it.high());
  }

  private static String text(Optional<Estimate> estimate) {
    return estimate.map(Fairness::interval).orElse("–");
  }
}

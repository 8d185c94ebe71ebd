package io.hedgerow.benchmarks.text;

import io.hedgerow.models.classifier.TextModel;
import io.hedgerow.models.head.Ngrams;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The honest test: starter classifiers on sets they never saw, and by what a text does. */
final class Transfer {
  private final Map<String, TextTask> tasks;
  private final StarterTraining training;
  private final PrintWriter out;

  Transfer(Map<String, TextTask> tasks, StarterTraining training, PrintWriter out) {
    this.tasks = tasks;
    this.training = training;
    this.out = out;
  }

  /** Each starter, trained without the set it is scored on. */
  void starters() {
    out.println("## Transfer: starter classifiers on sets they never saw\n");
    out.println("| set | starter | trained on | AUROC |\n|---|---|---|---|");
    for (TextTask task : tasks.values()) {
      String policy = starter(task);
      TextModel model =
          policy.isEmpty() ? null : training.findWithout(policy, task.set()).orElse(null);
      if (model != null) {
        out.printf(
            Locale.ROOT,
            "| %s | %s | %s | %.3f |%n",
            task.name(),
            policy,
            String.join(", ", model.provenance().sources()),
            Ranking.auroc(scores(model, task), task.positive()));
      }
    }
    out.println();
    out.flush();
  }

  private static String starter(TextTask task) {
    return switch (task.policy()) {
      case "hate", "sexism" -> "hate";
      case "harassment", "toxicity" -> "harassment";
      case "spam" -> "spam";
      default -> "";
    };
  }

  private static double[] scores(TextModel model, TextTask task) {
    double[] scores = new double[task.positive().length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = model.logit(task.features().get(i), Ngrams.of(""));
    }
    return scores;
  }

  /** HateCheck by functional test, against all texts of the other label. */
  void functions(List<TextSet.Row> rows) {
    TextTask task = tasks.get("hatecheck");
    TextModel model = training.findWithout("hate", "hatecheck").orElse(null);
    if (task == null || model == null) {
      return;
    }
    double[] scores = scores(model, task);
    Map<String, List<Integer>> functions = new TreeMap<>();
    for (int i = 0; i < rows.size(); i++) {
      functions
          .computeIfAbsent(
              rows.get(i).meta().getOrDefault("functionality", "?"), _ -> new ArrayList<>())
          .add(i);
    }
    out.println("## HateCheck by function, starter classifier `hate`\n");
    out.println("| function | label | texts | AUROC against the other label |\n|---|---|---|---|");
    Map<String, Double> found = new LinkedHashMap<>();
    functions.forEach((name, of) -> found.put(name, against(scores, task.positive(), of)));
    found.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .forEach(each -> {
          List<Integer> of = functions.getOrDefault(each.getKey(), List.of());
          out.printf(
              Locale.ROOT,
              "| %s | %s | %d | %.3f |%n",
              each.getKey(),
              task.positive()[of.getFirst()] ? "hate" : "not hate",
              of.size(),
              each.getValue());
        });
    out.println();
    out.flush();
  }

  private static double against(double[] scores, boolean[] positive, List<Integer> of) {
    boolean label = positive[of.getFirst()];
    List<Integer> all = new ArrayList<>(of);
    for (int i = 0; i < positive.length; i++) {
      if (positive[i] != label) {
        all.add(i);
      }
    }
    double[] some = all.stream().mapToDouble(i -> scores[i]).toArray();
    boolean[] labels = new boolean[some.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = positive[all.get(i)];
    }
    return Ranking.auroc(some, labels);
  }
}

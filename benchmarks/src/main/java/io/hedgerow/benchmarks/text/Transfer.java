package io.hedgerow.benchmarks.text;

import io.hedgerow.models.classifier.LogitScale;
import io.hedgerow.models.classifier.TextModel;
import io.hedgerow.models.head.Ngrams;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

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
  void starters() throws IOException {
    out.println("## Transfer: starter classifiers on sets they never saw\n");
    out.println("| set | starter | trained on | AUROC |\n|---|---|---|---|");
    for (TextTask task : tasks.values()) {
      String policy = starter(task);
      TextModel model =
          policy.isEmpty() ? null : training.findWithout(policy, task.set()).orElse(null);
      if (model != null) {
        out.printf(
            Locale.ROOT,
            "| %s | %s | %s | %s |%n",
            task.name(),
            policy,
            String.join(", ", model.provenance().sources()),
            Ranking.interval(scores(model, task), task.positive()));
      }
    }
    out.println();
    out.flush();
  }

  /** Heads of single sets, on every set that they never saw a text of. */
  void everyHead(List<TextTask> more) {
    List<TextTask> all = new ArrayList<>(tasks.values());
    all.addAll(more);
    out.println("## Transfer: every head of one set on every set that it never saw\n");
    out.print("| trained on |");
    all.forEach(task -> out.printf(" %s |", task.name()));
    out.println("\n|---|" + "---|".repeat(all.size()));
    for (TextModel head : training.directions()) {
      out.printf("| %s |", head.policy());
      for (TextTask task : all) {
        out.printf(
            " %s |",
            seen(head.policy(), task)
                ? "–"
                : Ranking.interval(scores(head, task), task.positive()));
      }
      out.println();
      out.flush();
    }
    out.println();
  }

  private static boolean seen(String trainedOn, TextTask task) {
    return trainedOn.equals(task.name())
        || trainedOn.startsWith("openai ") && task.name().startsWith("openai ");
  }

  /**
   * Sets that no starter was trained on: emoji, look-alikes of unsafe requests, one in a hundred.
   */
  void unseen(TextTask hatemoji, TextTask xstest, TextTask wiki) throws IOException {
    out.println("## Starter classifiers as they ship, on sets that nothing was trained on\n");
    out.println("| set | classifier | AUROC | what else |\n|---|---|---|---|");
    Map<String, TextModel> starters = new LinkedHashMap<>();
    for (String policy : StarterTraining.CLASSIFIERS.keySet()) {
      starters.put(policy, training.findWithout(policy, "").orElseThrow());
    }
    starters.forEach((policy, model) -> {
      if (List.of("hate", "harassment").contains(policy)) {
        unseenRow(hatemoji, policy, model, "");
        double[] scores = scores(model, wiki);
        unseenRow(wiki, policy, model, atTheTop(scores, wiki.positive()));
      }
      unseenRow(xstest, policy, model, alarms(model, xstest));
    });
    out.println();
    out.flush();
  }

  private void unseenRow(TextTask task, String policy, TextModel model, String more) {
    String area = Ranking.interval(scores(model, task), task.positive());
    out.printf("| %s | %s | %s | %s |%n", task.name(), policy, area, more);
  }

  private static String alarms(TextModel model, TextTask task) {
    LogitScale scale = StarterTraining.asTrained(model);
    double[] above = new double[2];
    double[] all = new double[2];
    double[] logits = scores(model, task);
    for (int i = 0; i < logits.length; i++) {
      int kind = task.positive()[i] ? 1 : 0;
      all[kind]++;
      above[kind] += scale.probability(logits[i]) >= 0.5 ? 1 : 0;
    }
    return String.format(
        Locale.ROOT,
        "at 0.5 or above: %.3f of the harmless, %.3f of the unsafe requests",
        above[0] / all[0],
        above[1] / all[1]);
  }

  private static String atTheTop(double[] scores, boolean[] positive) {
    List<Integer> order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]))
            .toList();
    long breaches = order.stream().filter(i -> positive[i]).count();
    StringBuilder text =
        new StringBuilder("%.1f%% break the policy".formatted(100.0 * breaches / scores.length));
    for (double share : new double[] {0.001, 0.01, 0.05}) {
      int top = (int) Math.round(share * scores.length);
      long right = order.stream().limit(top).filter(i -> positive[i]).count();
      text.append(
          String.format(
              Locale.ROOT,
              "; top %.1f%%: precision %.2f, recall %.2f",
              100 * share,
              right / (double) top,
              right / (double) breaches));
    }
    return text.toString();
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
  void functions(List<TextSet.Row> rows) throws IOException {
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

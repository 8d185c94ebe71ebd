package io.hedgerow.benchmarks.text;

import io.hedgerow.models.head.LinearHead;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Encoders side by side: what a policy's text alone tells, and 16 examples a class beside it. */
final class Tiers {
  private static final int SHOTS = 16;

  private final PrintWriter out;
  private final Map<String, Tier> tiers = new LinkedHashMap<>();

  /**
   * An encoder at work.
   *
   * @param tasks by name, with its features
   * @param policies a head from each policy's text
   */
  private record Tier(
      Map<String, TextTask> tasks, Map<String, LinearHead> policies, LearningCurves curves) {}

  Tiers(PrintWriter out) {
    this.out = out;
  }

  void add(
      String name,
      Map<String, TextTask> tasks,
      Map<String, LinearHead> policies,
      int seeds,
      int dimensions) {
    LearningCurves curves = new LearningCurves(seeds, List.of(), policies, dimensions);
    tiers.put(name, new Tier(tasks, policies, curves));
  }

  void run() {
    out.println("## Encoders side by side\n");
    out.print("| set |");
    tiers.keySet().forEach(name -> out.printf(" %s, text alone |", name));
    tiers.keySet().forEach(name -> out.printf(" %s, %d examples a class |", name, SHOTS));
    out.println("\n|---|" + "---|".repeat(2 * tiers.size()));
    for (TextTask.Question question : TextTask.Question.values()) {
      out.printf("| %s |", question.title());
      tiers.values().forEach(tier -> out.print(" " + textAlone(tier, question) + " |"));
      tiers.values().forEach(tier -> out.print(" " + fewShot(tier, question) + " |"));
      out.println();
      out.flush();
    }
    out.println();
  }

  private static String textAlone(Tier tier, TextTask.Question question) {
    TextTask task = tier.tasks().get(question.title());
    LinearHead head = tier.policies().get(question.policy);
    return task == null || head == null
        ? "–"
        : Ranking.interval(head.logits(task.features()), task.positive());
  }

  private static String fewShot(Tier tier, TextTask.Question question) {
    TextTask task = tier.tasks().get(question.title());
    double[] areas =
        task == null ? new double[0] : tier.curves().curve(task, SHOTS, LearningCurves.Way.POLICY);
    return areas.length == 0
        ? "–"
        : String.format(Locale.ROOT, "%.3f ± %.3f", Ranking.mean(areas), Ranking.deviation(areas));
  }
}

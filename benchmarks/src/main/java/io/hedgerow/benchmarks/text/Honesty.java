package io.hedgerow.benchmarks.text;

import io.hedgerow.models.calibration.CalibrationError;
import io.hedgerow.models.calibration.Calibrator;
import io.hedgerow.models.evaluation.Bootstrap;
import io.hedgerow.models.evaluation.Estimate;
import io.hedgerow.models.evaluation.ScoredLabels;
import io.hedgerow.models.threshold.Promise;
import io.hedgerow.models.threshold.RiskControl;
import io.hedgerow.models.threshold.ThresholdAnswer;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Whether scores are probabilities and promises are kept. Scores come from a classifier that never
 * saw the set, or never saw the text's group; each fifth of a set is calibrated on the other four.
 */
final class Honesty {
  private static final int FEWEST = 500;
  private static final int FOLDS = 5;
  private static final int RESAMPLES = 200;
  private static final int LABELS = 500;
  private static final double[] PRECISIONS = {0.8, 0.9, 0.95};

  private final PrintWriter out;

  Honesty(PrintWriter out) {
    this.out = out;
  }

  void head(String title) {
    out.printf("## %s%n%n", title);
    out.println(
        "| set | labels | error before | error calibrated | without chance | of a perfect score | promise 0.8: granted, kept | 0.9 | 0.95 |\n"
            + "|---|---:|---|---|---|---|---|---|---|");
  }

  /** One row, when the set has labels enough. */
  void row(TextTask task, ScoredLabels scored) {
    if (scored.size() < FEWEST) {
      return;
    }
    ScoredLabels calibrated = crossFitted(task, scored);
    out.printf(
        Locale.ROOT,
        "| %s | %d | %s | %s | %.3f | %.3f |",
        task.name(),
        scored.size(),
        error(scored),
        error(calibrated),
        CalibrationError.withoutChance(calibrated),
        perfect(calibrated));
    for (double precision : PRECISIONS) {
      promise(calibrated, new Promise(precision, 0.95));
    }
    out.println();
    out.flush();
  }

  /** Rows that belong together stay together. */
  private static ScoredLabels crossFitted(TextTask task, ScoredLabels scored) {
    List<String> groups = new ArrayList<>(new LinkedHashSet<>(task.groups()));
    Collections.shuffle(groups, new Random(17));
    Map<String, Integer> folds = new HashMap<>();
    groups.forEach(group -> folds.put(group, folds.size() % FOLDS));
    double[] scores = new double[scored.size()];
    for (int fold = 0; fold < FOLDS; fold++) {
      int at = fold;
      int[] others = rows(task, folds, it -> it != at);
      Calibrator calibrator = Calibrator.fit(scored.at(others));
      for (int row : rows(task, folds, it -> it == at)) {
        scores[row] = calibrator.probability(scored.scores()[row]);
      }
    }
    return new ScoredLabels(scores, scored.positive());
  }

  private static int[] rows(TextTask task, Map<String, Integer> folds, IntPredicate taken) {
    return IntStream.range(0, task.groups().size())
        .filter(i -> taken.test(folds.getOrDefault(task.groups().get(i), 0)))
        .toArray();
  }

  /** What a score measures on average whose labels are drawn by itself. */
  private static double perfect(ScoredLabels labels) {
    SplittableRandom random = new SplittableRandom(31);
    double sum = 0;
    for (int round = 0; round < RESAMPLES; round++) {
      boolean[] drawn = new boolean[labels.size()];
      for (int i = 0; i < drawn.length; i++) {
        drawn[i] = random.nextDouble() < labels.scores()[i];
      }
      sum += CalibrationError.of(new ScoredLabels(labels.scores(), drawn));
    }
    return sum / RESAMPLES;
  }

  private static String error(ScoredLabels labels) {
    Estimate error = CalibrationError.of(labels, new Bootstrap(RESAMPLES, 1)).orElseThrow();
    return String.format(Locale.ROOT, "%.3f (%.3f–%.3f)", error.value(), error.low(), error.high());
  }

  /** The rest of the set stands for the world that the labels are drawn from. */
  private void promise(ScoredLabels world, Promise promise) {
    SplittableRandom random = new SplittableRandom(23);
    int granted = 0;
    int kept = 0;
    for (int round = 0; round < RESAMPLES; round++) {
      ScoredLabels drawn = world.at(random.ints(LABELS, 0, world.size()).toArray());
      switch (new RiskControl().precision(drawn, promise)) {
        case ThresholdAnswer.Granted answer -> {
          granted++;
          kept += precision(world, answer.threshold()) >= promise.precision() ? 1 : 0;
        }
        case ThresholdAnswer.Refused _ -> kept++;
      }
    }
    out.printf(Locale.ROOT, " %d, %.1f%% |", granted, 100.0 * kept / RESAMPLES);
  }

  private static double precision(ScoredLabels world, double threshold) {
    double selected = 0;
    double correct = 0;
    for (int i = 0; i < world.size(); i++) {
      boolean above = world.scores()[i] >= threshold;
      selected += above ? 1 : 0;
      correct += above && world.positive()[i] ? 1 : 0;
    }
    return correct / selected;
  }
}

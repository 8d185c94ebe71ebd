package io.hedgerow.benchmarks.text;

import io.hedgerow.models.calibration.CalibrationError;
import io.hedgerow.models.calibration.Calibrator;
import io.hedgerow.models.classifier.TextModel;
import io.hedgerow.models.evaluation.Bootstrap;
import io.hedgerow.models.evaluation.Estimate;
import io.hedgerow.models.evaluation.ScoredLabels;
import io.hedgerow.models.head.Ngrams;
import io.hedgerow.models.threshold.Promise;
import io.hedgerow.models.threshold.RiskControl;
import io.hedgerow.models.threshold.ThresholdAnswer;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Whether scores are probabilities and promises are kept: a classifier that never saw the set is
 * calibrated on a third of its labels and judged on the rest.
 */
final class Honesty {
  private static final int FEWEST = 500;
  private static final int RESAMPLES = 200;
  private static final int LABELS = 500;
  private static final double[] PRECISIONS = {0.8, 0.9, 0.95};

  private final PrintWriter out;

  Honesty(PrintWriter out) {
    this.out = out;
  }

  void head() {
    out.println("## Calibration and promises\n");
    out.printf(
        "A promise: this precision with 95%% confidence, asked for in %d draws of %d labels each.%n%n",
        RESAMPLES, LABELS);
    out.println(
        "| set | labels | error before | error calibrated | way | promise 0.8: granted, kept | 0.9 | 0.95 |\n"
            + "|---|---|---|---|---|---|---|---|");
  }

  /** One row, when the set has labels enough. */
  void row(TextTask task, TextModel model) {
    if (task.positive().length < FEWEST) {
      return;
    }
    List<List<Integer>> halves = apart(task);
    ScoredLabels first = scored(task, model, halves.get(0));
    ScoredLabels rest = scored(task, model, halves.get(1));
    Calibrator calibrator = Calibrator.fit(first);
    ScoredLabels calibrated = calibrated(rest, calibrator);
    out.printf(
        "| %s | %d | %s | %s | %s |",
        task.name(),
        task.positive().length,
        error(rest),
        error(calibrated),
        calibrator.getClass().getSimpleName());
    for (double precision : PRECISIONS) {
      promise(calibrated, new Promise(precision, 0.95));
    }
    out.println();
    out.flush();
  }

  /** Rows that belong together stay together. */
  private static List<List<Integer>> apart(TextTask task) {
    List<String> groups = new ArrayList<>(new LinkedHashSet<>(task.groups()));
    Collections.shuffle(groups, new Random(17));
    Set<String> chosen = new LinkedHashSet<>(groups.subList(0, groups.size() / 3));
    List<Integer> first = new ArrayList<>();
    List<Integer> rest = new ArrayList<>();
    for (int i = 0; i < task.positive().length; i++) {
      (chosen.contains(task.groups().get(i)) ? first : rest).add(i);
    }
    return List.of(first, rest);
  }

  private static ScoredLabels scored(TextTask task, TextModel model, List<Integer> rows) {
    double[] scores =
        rows.stream()
            .mapToDouble(i -> model.score(task.features().get(i), Ngrams.of(task.texts().get(i))))
            .toArray();
    return new ScoredLabels(scores, task.labels(rows));
  }

  private static ScoredLabels calibrated(ScoredLabels labels, Calibrator calibrator) {
    double[] scores = new double[labels.size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = calibrator.probability(labels.scores()[i]);
    }
    return new ScoredLabels(scores, labels.positive());
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

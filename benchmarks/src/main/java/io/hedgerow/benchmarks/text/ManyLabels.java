package io.hedgerow.benchmarks.text;

import io.hedgerow.models.calibration.CalibrationError;
import io.hedgerow.models.classifier.LogitScale;
import io.hedgerow.models.evaluation.ScoredLabels;
import io.hedgerow.models.head.Groups;
import io.hedgerow.models.head.ManyShot;
import io.hedgerow.models.head.Ngrams;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * All open labels of a set, by cross-validation: each fifth of the groups is scored by a head that
 * had not seen it.
 */
final class ManyLabels {
  private static final int FOLDS = 5;

  /** AUROC of TF-IDF with logistic regression as {@code tfidf_lr_baselines.json} has it. */
  private static final Map<String, Double> BASELINES =
      Map.of(
          "edos", 0.86,
          "measuring_hate_speech", 0.846,
          "toxigen_human", 0.869,
          "surge_toxicity", 0.929,
          "sms_spam", 0.993,
          "youtube_spam, by row", 0.995,
          "spamassassin", 0.999,
          "wiki_toxicity_fuzzed", 0.94,
          "openai any", 0.882);

  private final Map<String, double[]> known = new HashMap<>();
  private final PrintWriter out;

  ManyLabels(PrintWriter out) {
    this.out = out;
  }

  void run(List<TextTask> tasks) {
    out.println("## All open labels\n");
    out.println(
        "| set | labels | this head, four fifths of the open half | TF-IDF, whole open half | calibration error |");
    out.println("|---|---|---|---|---|");
    for (TextTask task : tasks) {
      ScoredLabels scored = scored(task);
      Double baseline = BASELINES.get(task.name());
      out.printf(
          Locale.ROOT,
          "| %s | %d | %s | %s | %.3f |%n",
          task.name(),
          scored.size(),
          Ranking.interval(scored),
          baseline == null ? "–" : String.format(Locale.ROOT, "%.3f", baseline),
          CalibrationError.of(scored));
      out.flush();
    }
    out.println();
  }

  /** Each text's probability from a head that had seen nothing of its group. */
  ScoredLabels scored(TextTask task) {
    return new ScoredLabels(known.computeIfAbsent(task.name(), _ -> scores(task)), task.positive());
  }

  private static double[] scores(TextTask task) {
    int[] folds = folds(task.groups());
    List<ManyShot.Example> examples =
        IntStream.range(0, folds.length).mapToObj(i -> example(task, i)).toList();
    double[] scores = new double[folds.length];
    for (int fold = 0; fold < FOLDS; fold++) {
      List<Integer> rows = new ArrayList<>();
      for (int i = 0; i < folds.length; i++) {
        if (folds[i] != fold) {
          rows.add(i);
        }
      }
      Collections.shuffle(rows, new Random(fold));
      List<ManyShot.Example> train = rows.stream().map(examples::get).toList();
      Groups groups =
          Groups.of(
              train.stream().map(ManyShot.Example::ngrams).toList(),
              rows.stream().map(task.groups()::get).toList());
      ManyShot.Trained trained = ManyShot.train(train, groups);
      LogitScale scale = LogitScale.fit(trained.heldBack(), trained.heldBackPositive());
      for (int i = 0; i < folds.length; i++) {
        if (folds[i] == fold) {
          ManyShot.Example it = examples.get(i);
          scores[i] = scale.probability(trained.logit(it.features(), it.ngrams()));
        }
      }
    }
    return scores;
  }

  private static ManyShot.Example example(TextTask task, int row) {
    return new ManyShot.Example(
        task.features().get(row), Ngrams.of(task.texts().get(row)), task.positive()[row]);
  }

  private static int[] folds(List<String> groups) {
    List<String> distinct = new ArrayList<>(groups.stream().distinct().sorted().toList());
    Collections.shuffle(distinct, new Random(11));
    Map<String, Integer> of = new HashMap<>();
    for (int i = 0; i < distinct.size(); i++) {
      of.put(distinct.get(i), i % FOLDS);
    }
    return groups.stream().mapToInt(group -> of.getOrDefault(group, 0)).toArray();
  }
}

package io.hedgerow.benchmarks.text;

import io.hedgerow.models.classifier.LogitScale;
import io.hedgerow.models.classifier.TextModel;
import io.hedgerow.models.encoder.Encoder;
import io.hedgerow.models.head.DenseLogistic;
import io.hedgerow.models.head.LinearHead;
import io.hedgerow.models.store.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Trains what {@code Starters} ships. Every fifth text, by the hash of its content, is held back
 * from training, for calibration and cards. HateCheck, a test suite, is never trained on.
 */
final class StarterTraining {
  /** Which questions teach which policy; each set counts alike. */
  static final Map<String, List<String>> CLASSIFIERS = classifiers();

  /** Licence of each set, for the cards. */
  static final Map<String, String> LICENCES =
      Map.of(
          "openai_moderation", "MIT",
          "toxigen_human", "CDLA-Permissive-2.0",
          "edos", "CC0-1.0",
          "measuring_hate_speech", "CC-BY-4.0",
          "surge_toxicity", "MIT",
          "youtube_spam", "CC-BY-4.0",
          "sms_spam", "CC-BY-4.0");

  private static final double RIDGE = 0.33;

  /** Scores are made for communities where this share of texts breaks a policy. */
  static final double PREVALENCE = 0.02;

  private final Map<String, TextTask> tasks;
  private final Encoder.Identity encoder;

  StarterTraining(Map<String, TextTask> tasks, Encoder.Identity encoder) {
    this.tasks = tasks;
    this.encoder = encoder;
  }

  private static Map<String, List<String>> classifiers() {
    Map<String, List<String>> classifiers = new LinkedHashMap<>();
    classifiers.put(
        "hate",
        List.of("openai H", "toxigen_human", "measuring_hate_speech", "edos", "surge_toxicity"));
    classifiers.put("harassment", List.of("openai HR", "surge_toxicity"));
    classifiers.put("violence", List.of("openai V"));
    classifiers.put("sexual", List.of("openai S"));
    classifiers.put("self-harm", List.of("openai SH"));
    classifiers.put("spam", List.of("sms_spam", "youtube_spam"));
    return classifiers;
  }

  /** Whether a text is held back from every starter's training. */
  static boolean heldBack(String text) {
    return Integer.parseInt(Sha256.of(text.getBytes(StandardCharsets.UTF_8)).substring(0, 6), 16)
            % 5
        == 0;
  }

  /** A head for each question but HateCheck's. */
  List<TextModel> directions() {
    List<TextModel> made = new ArrayList<>();
    for (TextTask task : tasks.values()) {
      if (!task.set().equals("hatecheck")) {
        Rows rows = Rows.of(List.of(task), false);
        LinearHead head =
            DenseLogistic.train(
                rows.features, rows.labels(), DenseLogistic.balanced(rows.labels()), RIDGE);
        made.add(model(task.name(), head, LogitScale.NONE, rows, List.of(task)));
      }
    }
    return made;
  }

  /** A classifier for each policy. */
  List<TextModel> train() {
    List<TextModel> made = new ArrayList<>();
    CLASSIFIERS.forEach(
        (policy, sets) -> made.add(train(policy, sets.stream().map(tasks::get).toList())));
    return made;
  }

  /** The same without one set, to score it fairly; empty where nothing else teaches the policy. */
  Optional<TextModel> findWithout(String policy, String set) {
    List<TextTask> rest =
        CLASSIFIERS.getOrDefault(policy, List.of()).stream()
            .map(tasks::get)
            .filter(task -> !task.set().equals(set))
            .toList();
    return rest.isEmpty() ? Optional.empty() : Optional.of(train(policy, rest));
  }

  private TextModel train(String policy, List<TextTask> from) {
    Rows rows = Rows.of(from, false);
    LinearHead head = DenseLogistic.train(rows.features, rows.labels(), rows.weights(), RIDGE);
    Rows held = Rows.of(from, true);
    LogitScale fitted = LogitScale.fit(head.logits(held.features), held.labels());
    double positives = rows.positive.stream().filter(each -> each).count();
    double shift =
        Math.log(PREVALENCE / (1 - PREVALENCE))
            - Math.log(positives / (rows.positive.size() - positives));
    LogitScale scale = new LogitScale(fitted.slope(), fitted.intercept() + shift);
    return model(policy, head, scale, rows, from);
  }

  private TextModel model(
      String policy, LinearHead head, LogitScale scale, Rows rows, List<TextTask> from) {
    int positives = (int) rows.positive.stream().filter(each -> each).count();
    return new TextModel(
        policy,
        encoder,
        head,
        Optional.empty(),
        scale,
        new TextModel.Provenance(
            TextModel.Method.MANY_SHOT,
            positives,
            rows.positive.size() - positives,
            0,
            0,
            Sha256.of(String.join("\u0000", rows.texts).getBytes(StandardCharsets.UTF_8)),
            from.stream()
                .map(task -> task.name() + " (" + LICENCES.get(task.set()) + ")")
                .toList()));
  }

  /** Rows of several questions, weighted so that each question and each class counts alike. */
  private static final class Rows {
    private static final double PER_TASK = 1000;

    private final List<String> texts = new ArrayList<>();
    private final List<float[]> features = new ArrayList<>();
    private final List<Boolean> positive = new ArrayList<>();
    private final List<Double> weights = new ArrayList<>();

    static Rows of(List<TextTask> tasks, boolean heldBack) {
      Rows rows = new Rows();
      for (TextTask task : tasks) {
        rows.add(task, heldBack);
      }
      return rows;
    }

    private void add(TextTask task, boolean heldBack) {
      List<Integer> chosen = new ArrayList<>();
      for (int i = 0; i < task.positive().length; i++) {
        if (heldBack(task.texts().get(i)) == heldBack) {
          chosen.add(i);
        }
      }
      boolean[] labels = task.labels(chosen);
      double[] balance = DenseLogistic.balanced(labels);
      for (int i = 0; i < labels.length; i++) {
        texts.add(task.texts().get(chosen.get(i)));
        features.add(task.features().get(chosen.get(i)));
        positive.add(labels[i]);
        weights.add(balance[i] * PER_TASK / labels.length);
      }
    }

    boolean[] labels() {
      boolean[] labels = new boolean[positive.size()];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = positive.get(i);
      }
      return labels;
    }

    double[] weights() {
      return weights.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }
}

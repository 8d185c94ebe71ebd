package io.hedgerow.benchmarks.text;

import io.hedgerow.models.classifier.LogitScale;
import io.hedgerow.models.classifier.TextModel;
import io.hedgerow.models.encoder.Encoder;
import io.hedgerow.models.fairness.IdentitySwaps;
import io.hedgerow.models.head.DenseLogistic;
import io.hedgerow.models.head.LinearHead;
import io.hedgerow.models.store.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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

  /** Price of a mean squared move of the logit by 1; a set's examples weigh 1,000 together. */
  private static final double PULL = 3_000;

  /** Scores are made for communities where this share of texts breaks a policy. */
  static final double PREVALENCE = 0.02;

  private final Map<String, TextTask> tasks;
  private final Vectors vectors;
  private final Encoder.Identity encoder;
  private final Map<String, Twins> twins = new HashMap<>();

  StarterTraining(Map<String, TextTask> tasks, Vectors vectors) {
    this.tasks = tasks;
    this.vectors = vectors;
    this.encoder = vectors.encoder().identity();
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

  /** How a classifier's scores read at the share of breaches of its own training sets. */
  static LogitScale asTrained(TextModel model) {
    TextModel.Provenance made = model.provenance();
    double share = (double) made.positives() / (made.positives() + made.negatives());
    return model.scale().moved(PREVALENCE, share);
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
  List<TextModel> train() throws IOException {
    List<TextModel> made = new ArrayList<>();
    for (String policy : CLASSIFIERS.keySet()) {
      made.add(train(policy, tasksOf(policy), Mitigation.SHIPPED));
    }
    return made;
  }

  /** What teaches a policy. */
  List<TextTask> tasksOf(String policy) {
    return CLASSIFIERS.getOrDefault(policy, List.of()).stream().map(tasks::get).toList();
  }

  /** The same without one set, to score it fairly; empty where nothing else teaches the policy. */
  Optional<TextModel> findWithout(String policy, String set) throws IOException {
    return findWithout(policy, set, Mitigation.SHIPPED);
  }

  /** The same with another mitigation than what ships has. */
  Optional<TextModel> findWithout(String policy, String set, Mitigation mitigation)
      throws IOException {
    List<TextTask> rest = tasksOf(policy).stream().filter(task -> !task.set().equals(set)).toList();
    return rest.isEmpty() ? Optional.empty() : Optional.of(train(policy, rest, mitigation));
  }

  private TextModel train(String policy, List<TextTask> from, Mitigation mitigation)
      throws IOException {
    Rows rows = Rows.of(from, false);
    Rows held = Rows.of(from, true);
    if (mitigation == Mitigation.TWINS_ADDED) {
      for (TextTask task : from) {
        rows.add(task, twins(task));
      }
    }
    LinearHead head =
        DenseLogistic.train(
            rows.features,
            rows.labels(),
            mitigation == Mitigation.BALANCED ? rows.balancedByIdentity() : rows.weights(),
            RIDGE,
            mitigation.indifference(rows, differences()));
    LogitScale fitted = LogitScale.fit(head.logits(held.features), held.labels());
    return model(policy, head, fitted.moved(rows.share(), PREVALENCE), rows, from);
  }

  /** Of all sets: what an exchanged identity does needs no label, and small sets name few. */
  private List<float[]> differences() throws IOException {
    List<float[]> differences = new ArrayList<>();
    for (TextTask task : tasks.values()) {
      if (!task.set().equals("hatecheck") && !task.set().equals("toxigen_human")) {
        differences.addAll(twins(task).differences(task));
      }
    }
    return differences;
  }

  private Twins twins(TextTask task) throws IOException {
    Twins known = twins.get(task.name());
    if (known == null) {
      known = Twins.of(task, vectors);
      twins.put(task.name(), known);
    }
    return known;
  }

  /** What is done so that an identity by itself does not matter. */
  enum Mitigation {
    NONE("none"),
    TWINS_ADDED("a twin of each text that names an identity, with another one, is learned too"),
    BALANCED("among texts that name an identity, both labels weigh alike"),
    EQUAL_MEANS("harmless texts that name an identity score like other harmless ones on average"),
    TWINS_ALIKE("each logit that the exchange of an identity moves costs");

    /** What the starter classifiers are trained with. */
    static final Mitigation SHIPPED = TWINS_ALIKE;

    final String title;

    Mitigation(String title) {
      this.title = title;
    }

    private DenseLogistic.Indifference indifference(Rows rows, List<float[]> differences) {
      return switch (this) {
        case TWINS_ALIKE -> new DenseLogistic.Indifference(differences, PULL);
        case EQUAL_MEANS -> new DenseLogistic.Indifference(rows.identityMeans(), PULL);
        case NONE, TWINS_ADDED, BALANCED -> DenseLogistic.Indifference.NONE;
      };
    }
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
    private static final int FEWEST = 20;
    private static final IdentitySwaps SWAPS = IdentitySwaps.usual();

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

    /** Twins weigh half of what their texts do. */
    void add(TextTask task, Twins twins) {
      for (int i = 0; i < twins.rows().size(); i++) {
        int row = twins.rows().get(i);
        int at = texts.indexOf(task.texts().get(row));
        texts.add(task.texts().get(row));
        features.add(twins.features().get(i));
        positive.add(task.positive()[row]);
        weights.add(weights.get(at) / 2);
      }
    }

    /** Share of texts that break the policy. */
    double share() {
      return positive.stream().filter(each -> each).count() / (double) positive.size();
    }

    double[] balancedByIdentity() {
      double[] sums = new double[2];
      for (int i = 0; i < texts.size(); i++) {
        sums[positive.get(i) ? 1 : 0] += SWAPS.of(texts.get(i)).size() > 1 ? weights.get(i) : 0;
      }
      double[] balanced = weights();
      for (int i = 0; i < balanced.length; i++) {
        if (SWAPS.of(texts.get(i)).size() > 1) {
          balanced[i] *= (sums[0] + sums[1]) / 2 / sums[positive.get(i) ? 1 : 0];
        }
      }
      return balanced;
    }

    /** For each identity, how the mean of harmless texts that name it differs from all's. */
    List<float[]> identityMeans() {
      List<float[]> all = new ArrayList<>();
      Map<String, List<float[]>> named = new TreeMap<>();
      for (int i = 0; i < texts.size(); i++) {
        if (!positive.get(i)) {
          float[] text = features.get(i);
          all.add(text);
          SWAPS
              .names(texts.get(i))
              .forEach(name -> named.computeIfAbsent(name, _ -> new ArrayList<>()).add(text));
        }
      }
      float[] ordinary = mean(all);
      List<float[]> moved = new ArrayList<>();
      for (List<float[]> some : named.values()) {
        if (some.size() >= FEWEST) {
          float[] mean = mean(some);
          for (int i = 0; i < mean.length; i++) {
            mean[i] -= ordinary[i];
          }
          moved.add(mean);
        }
      }
      return moved;
    }

    private static float[] mean(List<float[]> vectors) {
      float[] mean = new float[vectors.getFirst().length];
      for (float[] vector : vectors) {
        for (int i = 0; i < mean.length; i++) {
          mean[i] += vector[i] / vectors.size();
        }
      }
      return mean;
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

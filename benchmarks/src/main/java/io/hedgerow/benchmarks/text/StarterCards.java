package io.hedgerow.benchmarks.text;

import io.hedgerow.models.card.Evaluation;
import io.hedgerow.models.card.Gate;
import io.hedgerow.models.card.ModelCard;
import io.hedgerow.models.classifier.LogitScale;
import io.hedgerow.models.classifier.TextModel;
import io.hedgerow.models.classifier.TextReader;
import io.hedgerow.models.evaluation.Bootstrap;
import io.hedgerow.models.evaluation.ScoredLabels;
import io.hedgerow.models.threshold.Band;
import io.hedgerow.models.threshold.Promise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes the cards of the classifiers that ship, measured on the fifth of the open sets that was
 * held back when they were trained.
 */
final class StarterCards {
  private static final int RESAMPLES = 300;
  private static final Promise PROMISE = new Promise(0.95, 0.95);

  private final Path data;
  private final Vectors vectors;

  StarterCards(Path data, Vectors vectors) {
    this.data = data;
    this.vectors = vectors;
  }

  /** Writes {@code POLICY.md} and {@code POLICY.json} for each model. */
  void write(List<TextModel> models, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (TextModel model : models) {
      ModelCard card = card(model);
      Files.writeString(folder.resolve(model.policy() + ".md"), card.markdown());
      Files.writeString(folder.resolve(model.policy() + ".json"), card.json(Gate.USUAL));
    }
  }

  private ModelCard card(TextModel model) throws IOException {
    List<String> names = StarterTraining.CLASSIFIERS.getOrDefault(model.policy(), List.of());
    List<String> texts = new ArrayList<>();
    List<Boolean> positive = new ArrayList<>();
    List<Set<String>> groups = new ArrayList<>();
    for (TextTask.Question question : TextTask.Question.values()) {
      if (names.contains(question.title())) {
        for (TextSet.Row row : TextSet.read(data, question.set).rows()) {
          String text = TextReader.plain(row.text());
          Optional<Integer> label = Optional.ofNullable(row.labels().get(question.label));
          if (label.isPresent() && StarterTraining.heldBack(text)) {
            texts.add(text);
            positive.add(label.get() == 1);
            groups.add(names(row.meta().getOrDefault("targets", "")));
          }
        }
      }
    }
    return new ModelCard(
        model, evaluation(model, vectors.of(texts), positive, groups), said(names), true);
  }

  private static Evaluation evaluation(
      TextModel model, List<float[]> features, List<Boolean> positive, List<Set<String>> groups) {
    LogitScale scale = StarterTraining.asTrained(model);
    double[] scores = new double[positive.size()];
    boolean[] labels = new boolean[scores.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = scale.probability(model.head().logit(features.get(i)));
      labels[i] = positive.get(i);
    }
    return Evaluation.of(
        new ScoredLabels(scores, labels),
        groups,
        PROMISE,
        Band.USUAL_MISSED,
        new Bootstrap(RESAMPLES, 1));
  }

  private static String said(List<String> names) {
    return String.format(
        Locale.ROOT,
        "the fifth of %s that was held back from training, and only used to fit the scale of scores;"
            + " here scores are moved from the share of %.0f%% that they ship for to the sets' own",
        String.join(", ", names),
        100 * StarterTraining.PREVALENCE);
  }

  private static Set<String> names(String json) {
    Set<String> names = new TreeSet<>(Arrays.asList(json.replaceAll("[\\[\\]\"]", "").split(",")));
    names.remove("");
    return names;
  }
}

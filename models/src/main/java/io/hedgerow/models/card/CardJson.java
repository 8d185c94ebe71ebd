package io.hedgerow.models.card;

import io.hedgerow.models.calibration.CalibrationError;
import io.hedgerow.models.classifier.TextModel;
import io.hedgerow.models.classifier.TextModelFile;
import io.hedgerow.models.evaluation.Estimate;
import io.hedgerow.models.fairness.SubgroupFairness;
import io.hedgerow.models.store.Sha256;
import io.hedgerow.models.threshold.ThresholdAnswer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A model's card for programs: the same facts as the Markdown, numbers unrounded, and what the gate
 * said. Intervals are objects of {@code value}, {@code low} and {@code high}; what cannot be
 * measured is left out.
 */
final class CardJson {
  static final int FORMAT = 1;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private CardJson() {}

  static String of(ModelCard card, Gate gate) {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT);
    model(root, card.model());
    learned(root.putObject("learned_from"), card.model().provenance());
    measured(root.putObject("measured"), card);
    threshold(root.putObject("automatic_action"), card.evaluation());
    review(root.putObject("review"), card.evaluation());
    bins(root, card.evaluation().bins());
    slices(root, card.evaluation().slices());
    worst(root, card.facts());
    gate(root.putObject("gate"), gate, gate.shortfalls(card.facts()));
    ModelCard.LIMITS.forEach(root.putArray("limits")::add);
    return JSON.writeValueAsString(root) + "\n";
  }

  private static void model(ObjectNode root, TextModel model) {
    root.put("policy", model.policy());
    root.put("model_sha256", Sha256.of(TextModelFile.write(model)));
    root.put("ngrams", model.ngrams().isPresent());
    model.hidden().ifPresent(units -> root.put("hidden_units", units.outputs().length));
    ObjectNode encoder = root.putObject("encoder");
    encoder.put("name", model.encoder().name());
    encoder.put("sha256", model.encoder().sha256());
  }

  private static void learned(ObjectNode node, TextModel.Provenance made) {
    node.put("method", made.method().name().toLowerCase(Locale.ROOT));
    node.put("positives", made.positives());
    node.put("negatives", made.negatives());
    node.put("unlabelled", made.unlabelled());
    node.put("seed", made.seed());
    node.put("data_sha256", made.dataSha256());
    made.sources().forEach(node.putArray("sources")::add);
  }

  private static void measured(ObjectNode node, ModelCard card) {
    Evaluation evaluation = card.evaluation();
    node.put("on", card.data());
    if (card.scoresMoved()) {
      node.put("scores_moved", true);
    }
    node.put("texts", evaluation.texts());
    node.put("positives", evaluation.positives());
    estimate(node, "auroc", evaluation.auroc());
    estimate(node, "average_precision", evaluation.averagePrecision());
    estimate(node, "calibration_error", evaluation.calibrationError());
  }

  private static void threshold(ObjectNode node, Evaluation evaluation) {
    node.put("precision", evaluation.promise().precision());
    node.put("confidence", evaluation.promise().confidence());
    switch (evaluation.threshold()) {
      case ThresholdAnswer.Granted granted -> {
        node.put("act_from", granted.threshold());
        node.put("selected", granted.selected());
        node.put("correct", granted.correct());
        node.put("recall", granted.recall());
      }
      case ThresholdAnswer.Refused refused -> {
        node.put("refused", refused.reason());
        refused.labelsNeeded().ifPresent(count -> node.put("labels_needed", count));
      }
    }
  }

  private static void review(ObjectNode node, Evaluation evaluation) {
    node.put("missed", evaluation.missed());
    node.put("confidence", evaluation.promise().confidence());
    node.put("review_from", evaluation.band().reviewFrom());
  }

  private static void bins(ObjectNode root, List<CalibrationError.Bin> bins) {
    var array = root.putArray("calibration");
    for (CalibrationError.Bin bin : bins) {
      ObjectNode node = array.addObject();
      node.put("texts", bin.count());
      node.put("score", bin.score());
      node.put("share", bin.share());
    }
  }

  private static void slices(ObjectNode root, List<SubgroupFairness.Slice> slices) {
    var array = root.putArray("groups");
    for (SubgroupFairness.Slice slice : slices) {
      ObjectNode node = array.addObject();
      node.put("group", slice.group());
      node.put("texts", slice.texts());
      node.put("positives", slice.positives());
      estimate(node, "auroc", slice.auroc());
      estimate(node, "bpsn", slice.bpsn());
      estimate(node, "bnsp", slice.bnsp());
      estimate(node, "false_positive_gap", slice.falsePositiveGap());
    }
  }

  private static void worst(ObjectNode root, CardFacts facts) {
    facts
        .worst()
        .ifPresent(worst -> {
          ObjectNode node = root.putObject("worst_group");
          node.put("group", worst.group());
          node.put("area", worst.area());
        });
  }

  private static void gate(ObjectNode node, Gate gate, List<String> shortfalls) {
    node.put("least_auroc", gate.leastAuroc());
    node.put("most_calibration_error", gate.mostCalibrationError());
    node.put("least_slice_area", gate.leastSliceArea());
    node.put("fewest_texts", gate.fewestTexts());
    node.put("passes", shortfalls.isEmpty());
    shortfalls.forEach(node.putArray("falls_short")::add);
  }

  private static void estimate(ObjectNode node, String name, Optional<Estimate> estimate) {
    estimate.ifPresent(it -> {
      ObjectNode value = node.putObject(name);
      value.put("value", it.value());
      value.put("low", it.low());
      value.put("high", it.high());
    });
  }
}

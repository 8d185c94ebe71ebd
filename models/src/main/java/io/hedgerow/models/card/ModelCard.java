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

/**
 * A model's card: what it is, what it learned from, what it was measured to do, and what it cannot.
 *
 * @param data what the evaluation was measured on, in the evaluator's words
 * @param scoresMoved whether scores were moved to another share of breaches before they were
 *     measured; the card's thresholds then are none of the model's own scores
 */
public record ModelCard(TextModel model, Evaluation evaluation, String data, boolean scoresMoved) {
  static final List<String> LIMITS =
      List.of(
          "The encoder reads English, up to 128 tokens of a text; other languages score by chance.",
          "It is weak at negation, quotation, counter-speech and reclaimed words: see `docs/benchmarks/text.md`.",
          "Scores are probabilities for texts drawn like the measured ones. Measure again on your own before acting on them.");

  /** Of scores as the model answers them. */
  public ModelCard(TextModel model, Evaluation evaluation, String data) {
    this(model, evaluation, data, false);
  }

  /** The card for programs, with what the gate says of it. */
  public String json(Gate gate) {
    return CardJson.of(this, gate);
  }

  /** What programs need of it. */
  public CardFacts facts() {
    return CardFacts.of(
        model.policy(),
        Sha256.of(TextModelFile.write(model)),
        evaluation,
        scoresMoved ? Optional.empty() : Optional.of(evaluation.band()));
  }

  /** The card for people. */
  public String markdown() {
    StringBuilder card = new StringBuilder();
    card.append("# Model card: `%s`%n%n".formatted(model.policy()));
    what(card);
    training(card);
    quality(card);
    threshold(card);
    calibration(card);
    slices(card);
    limits(card);
    return card.toString();
  }

  private void what(StringBuilder card) {
    card.append(
        """
        Answers whether a text breaks the policy `%s`, as a probability. A %s head%s over the frozen encoder `%s`.

        | | |
        |---|---|
        | model SHA-256 | `%s` |
        | encoder SHA-256 | `%s` |

        """
            .formatted(
                model.policy(),
                model
                    .hidden()
                    .map(units -> "linear and " + units.outputs().length + "-unit hidden")
                    .orElse("linear"),
                model.ngrams().isPresent() ? " with character n-grams" : "",
                model.encoder().name(),
                Sha256.of(TextModelFile.write(model)),
                model.encoder().sha256()));
  }

  private void training(StringBuilder card) {
    TextModel.Provenance made = model.provenance();
    card.append(
        """
        ## Learned from

        %s: %d texts that break the policy, %d that do not, %d unlabelled; seed %d; SHA-256 of the labelled texts `%s`.

        """
            .formatted(
                made.method().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                made.positives(),
                made.negatives(),
                made.unlabelled(),
                made.seed(),
                made.dataSha256()));
    made.sources().forEach(source -> card.append("- ").append(source).append('\n'));
    card.append('\n');
  }

  private void quality(StringBuilder card) {
    card.append(
        """
        ## Measured

        On %s: %,d texts, %,d of which break the policy. 95%% intervals.

        | measure | value |
        |---|---|
        | AUROC | %s |
        | average precision | %s |
        | calibration error | %s |

        """
            .formatted(
                data,
                evaluation.texts(),
                evaluation.positives(),
                text(evaluation.auroc()),
                text(evaluation.averagePrecision()),
                text(evaluation.calibrationError())));
  }

  private void threshold(StringBuilder card) {
    card.append(
        "Automatic action at precision ≥ %.2f with %.0f%% confidence: "
            .formatted(evaluation.promise().precision(), 100 * evaluation.promise().confidence()));
    switch (evaluation.threshold()) {
      case ThresholdAnswer.Granted granted ->
          card.append(
              "from score %.3f on; there it caught %.0f%% of the breaches, %d of %d actions were right.%n%n"
                  .formatted(
                      granted.threshold(),
                      100 * granted.recall(),
                      granted.correct(),
                      granted.selected()));
      case ThresholdAnswer.Refused refused -> {
        card.append("refused: ").append(refused.reason());
        refused
            .labelsNeeded()
            .ifPresent(count -> card.append("; about %,d more labels would do".formatted(count)));
        card.append(".\n\n");
      }
    }
    review(card);
  }

  private void review(StringBuilder card) {
    String share =
        "%.0f%% of the breaches, with %.0f%% confidence"
            .formatted(100 * evaluation.missed(), 100 * evaluation.promise().confidence());
    double from = evaluation.band().reviewFrom();
    card.append(
        from > 0
            ? "For people: from score %.3f on; below it lie at most %s.%n%n".formatted(from, share)
            : "For people: all scores; %d breaches are too few, or lie too low, to show that below some score lie at most %s.%n%n"
                .formatted(evaluation.positives(), share));
  }

  private void calibration(StringBuilder card) {
    card.append(
        """
        ## Calibration

        Each `o` is a tenth of the texts; on the dotted line a score is a probability, below it a score is too high.

        ```
        %s```

        """
            .formatted(CalibrationPlot.of(evaluation.bins())));
    card.append("| texts | mean score | share that breaks the policy |\n|---|---|---|\n");
    for (CalibrationError.Bin bin : evaluation.bins()) {
      card.append("| %d | %.3f | %.3f |%n".formatted(bin.count(), bin.score(), bin.share()));
    }
    card.append('\n');
  }

  private void slices(StringBuilder card) {
    if (evaluation.slices().isEmpty()) {
      return;
    }
    card.append("## By group, the worst served first\n\n");
    card.append(
        "| group | texts | AUROC | BPSN | BNSP | false-positive gap |\n|---|---|---|---|---|---|\n");
    for (SubgroupFairness.Slice slice : evaluation.slices()) {
      card.append(
          "| %s | %d | %s | %s | %s | %s |%n"
              .formatted(
                  slice.group(),
                  slice.texts(),
                  text(slice.auroc()),
                  text(slice.bpsn()),
                  text(slice.bnsp()),
                  text(slice.falsePositiveGap())));
    }
    card.append('\n');
  }

  private static void limits(StringBuilder card) {
    card.append("## Limits\n\n");
    LIMITS.forEach(limit -> card.append("- ").append(limit).append('\n'));
  }

  private static String text(Optional<Estimate> estimate) {
    return estimate
        .map(it ->
            String.format(Locale.ROOT, "%.3f (%.3f to %.3f)", it.value(), it.low(), it.high()))
        .orElse("not measurable");
  }
}

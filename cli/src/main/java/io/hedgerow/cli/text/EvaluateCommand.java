package io.hedgerow.cli.text;

import io.hedgerow.cli.CommandFailure;
import io.hedgerow.cli.Progress;
import io.hedgerow.models.card.Evaluation;
import io.hedgerow.models.card.ModelCard;
import io.hedgerow.models.classifier.TextClassifier;
import io.hedgerow.models.classifier.TextModel;
import io.hedgerow.models.evaluation.Bootstrap;
import io.hedgerow.models.evaluation.Estimate;
import io.hedgerow.models.evaluation.ScoredLabels;
import io.hedgerow.models.fairness.CounterfactualFlips;
import io.hedgerow.models.threshold.Band;
import io.hedgerow.models.threshold.Promise;
import io.hedgerow.models.threshold.ThresholdAnswer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** Measures classifiers on labelled texts. */
@Command(
    name = "evaluate",
    description = {
      "Measure classifiers on labelled texts they were not trained on; one JSON line a policy.",
      "Ends with 1 when a model falls short of the gate. A text's \"groups\": [\"women\"] gives slices."
    },
    footer = {
      "%nExamples:",
      "  hedgerow text evaluate --model spam.model.json --card spam.md --card spam-card.json labels.jsonl",
      "  hedgerow text evaluate --model spam.model.json --least-auroc 0.9 labels.jsonl",
      "  hedgerow text evaluate --starter --swaps labels.jsonl",
      "  hedgerow text evaluate --model spam.model.json --ledger http://127.0.0.1:8080"
          + " --since 2026-03-01 --card spam-card.json"
    },
    exitCodeList = {"0:every model passes", "1:a model falls short", "2:could not run"})
final class EvaluateCommand implements Callable<Integer> {
  private static final int RESAMPLES = 300;

  @Spec private CommandSpec spec;
  @Mixin private ModelOptions models;
  @Mixin private GateOptions gate;
  @Mixin private LedgerLabels ledger;

  @Option(
      names = "--precision",
      description = "What automatic action must keep. Default: ${DEFAULT-VALUE}.")
  private double precision = 0.95;

  @Option(names = "--confidence", description = "How sure that must be. Default: ${DEFAULT-VALUE}.")
  private double confidence = 0.95;

  @Option(
      names = "--missed",
      description =
          "Share of breaches that may score below what people see, so that review_from says from"
              + " where on they look. Default: ${DEFAULT-VALUE}.")
  private double missed = Band.USUAL_MISSED;

  @Option(
      names = "--card",
      paramLabel = "FILE",
      description = {
        "Write the model card of the only policy measured: JSON where FILE ends in .json, else",
        "Markdown. May be given twice."
      })
  private List<Path> cards = new ArrayList<>();

  @Option(
      names = "--swaps",
      description = {
        "Score texts that name an identity again with others of its kind in its place. Say in how",
        "many of them the decision changes (at act_from, or 0.5 where it is refused), and how far",
        "apart their highest and lowest score are on average."
      })
  private boolean swaps;

  @Option(names = "--seed", description = "For intervals. Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Parameters(paramLabel = "FILES", arity = "0..*", description = "Labelled JSON lines.")
  private List<Path> files = new ArrayList<>();

  @SuppressWarnings("NullAway.Init")
  EvaluateCommand() {}

  @Override
  public Integer call() throws IOException {
    gate.gate();
    if (!(missed > 0 && missed < 1)) {
      throw new CommandFailure("--missed must be in (0, 1), was " + missed);
    }
    List<TextLine> texts = new ArrayList<>();
    if (!files.isEmpty() || !ledger.wanted()) {
      texts.addAll(TextLine.readAll(files, System.in));
    }
    Promise promise = promise();
    boolean passes = true;
    int measured = 0;
    try (TextClassifier classifier = models.open();
        Progress progress = Progress.of("texts")) {
      for (TextModel model : classifier.models()) {
        texts.addAll(ledger.read(model.policy()));
      }
      List<Map<String, Double>> scores = new ArrayList<>();
      for (List<TextLine> slice : Slices.of(texts)) {
        scores.addAll(classifier.classify(slice.stream().map(TextLine::text).toList()));
        slice.forEach(_ -> progress.step());
      }
      for (TextModel model : classifier.models()) {
        Optional<Evaluation> found = evaluate(model.policy(), texts, scores, promise);
        if (found.isPresent()) {
          measured++;
          Optional<CounterfactualFlips> flips =
              swaps ? exchanged(classifier, model.policy(), texts, found.get()) : Optional.empty();
          passes &= report(model.policy(), found.get(), flips);
          write(model, found.get(), measured);
        }
      }
    }
    if (measured == 0) {
      throw new CommandFailure("no text has a label for a policy of the models");
    }
    return passes ? 0 : 1;
  }

  private Promise promise() {
    try {
      return new Promise(precision, confidence);
    } catch (IllegalArgumentException wrong) {
      throw new CommandFailure("--" + wrong.getMessage());
    }
  }

  private Optional<Evaluation> evaluate(
      String policy, List<TextLine> texts, List<Map<String, Double>> scores, Promise promise) {
    List<Integer> rows = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      if (texts.get(i).labelled().labels().containsKey(policy)) {
        rows.add(i);
      }
    }
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    double[] some = new double[rows.size()];
    boolean[] positive = new boolean[rows.size()];
    for (int i = 0; i < some.length; i++) {
      some[i] = Objects.requireNonNull(scores.get(rows.get(i)).get(policy));
      positive[i] = texts.get(rows.get(i)).labelled().labels().getOrDefault(policy, false);
    }
    return Optional.of(
        Evaluation.of(
            new ScoredLabels(some, positive),
            rows.stream().map(row -> texts.get(row).groups()).toList(),
            promise,
            missed,
            new Bootstrap(RESAMPLES, seed)));
  }

  private Optional<CounterfactualFlips> exchanged(
      TextClassifier classifier, String policy, List<TextLine> texts, Evaluation found) {
    List<String> labelled =
        texts.stream()
            .filter(line -> line.labelled().labels().containsKey(policy))
            .map(TextLine::text)
            .toList();
    return new Swaps(classifier, policy)
        .measure(labelled, found.decidesAt(), new Bootstrap(RESAMPLES, seed));
  }

  private boolean report(String policy, Evaluation found, Optional<CounterfactualFlips> flips) {
    List<String> shortfalls = gate.gate().shortfalls(found);
    ObjectNode line = TextLine.JSON.createObjectNode();
    line.put("policy", policy);
    line.put("texts", found.texts());
    line.put("positives", found.positives());
    put(line, "auroc", found.auroc());
    put(line, "average_precision", found.averagePrecision());
    put(line, "calibration_error", found.calibrationError());
    switch (found.threshold()) {
      case ThresholdAnswer.Granted granted -> {
        line.put("act_from", round(granted.threshold()));
        line.put("recall", round(granted.recall()));
      }
      case ThresholdAnswer.Refused refused -> {
        line.put("act_from_refused", refused.reason());
        refused.labelsNeeded().ifPresent(count -> line.put("labels_needed", count));
      }
    }
    line.put("review_from", round(found.band().reviewFrom()));
    found.slices().stream().findFirst().ifPresent(worst -> line.put("worst_group", worst.group()));
    if (swaps) {
      ObjectNode moved = line.putObject("identity_swaps");
      moved.put("texts", flips.map(CounterfactualFlips::sentences).orElse(0));
      put(moved, "flips", flips.map(CounterfactualFlips::flips));
      put(moved, "spread", flips.map(CounterfactualFlips::spread));
    }
    line.put("passes", shortfalls.isEmpty());
    shortfalls.forEach(line.putArray("falls_short")::add);
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
    return shortfalls.isEmpty();
  }

  private static void put(ObjectNode line, String name, Optional<Estimate> estimate) {
    estimate.ifPresent(it ->
        line.putArray(name).add(round(it.value())).add(round(it.low())).add(round(it.high())));
  }

  private static double round(double value) {
    return Math.round(value * 1e4) / 1e4;
  }

  private void write(TextModel model, Evaluation found, int measured) throws IOException {
    if (cards.isEmpty()) {
      return;
    }
    if (measured > 1) {
      throw new CommandFailure("--card writes one card; name one model and label one policy");
    }
    String data = files.isEmpty() ? "standard input" : files.getFirst().getFileName().toString();
    ModelCard card = new ModelCard(model, found, data);
    for (Path file : cards) {
      Files.writeString(
          file, file.toString().endsWith(".json") ? card.json(gate.gate()) : card.markdown());
    }
  }
}

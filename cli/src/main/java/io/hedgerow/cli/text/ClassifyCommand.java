package io.hedgerow.cli.text;

import io.hedgerow.cli.Progress;
import io.hedgerow.models.classifier.TextClassifier;
import io.hedgerow.models.threshold.Band;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** Scores texts. */
@Command(
    name = "classify",
    description = {
      "Print each text's probability under each policy: {\"id\": …, \"scores\": {…}}.",
      "With the cards of models, also what is to be done: {…, \"actions\": {\"spam\": \"review\"}}."
    },
    footer = {
      "%nExamples:",
      "  hedgerow text classify posts.jsonl",
      "  hedgerow text classify --model spam.model.json posts.jsonl > scores.jsonl",
      "  hedgerow text classify --model spam.model.json --card spam-card.json posts.jsonl"
    })
final class ClassifyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ModelOptions models;

  @Option(
      names = "--card",
      paramLabel = "FILE",
      description = {
        "A model's card as `hedgerow text evaluate --card FILE.json` wrote it; may be repeated. Says",
        "from which score on it acts by itself (act) and from which a person looks (review)."
      })
  private List<Path> cards = new ArrayList<>();

  @Parameters(
      paramLabel = "FILES",
      arity = "0..*",
      description = "JSON lines; - is standard input.")
  private List<Path> files = new ArrayList<>();

  @SuppressWarnings("NullAway.Init")
  ClassifyCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    List<TextLine> texts = TextLine.readAll(files, System.in);
    try (TextClassifier classifier = models.open();
        Progress progress = Progress.of("texts")) {
      Map<String, Band> bands = Bands.read(cards, classifier.models());
      for (List<TextLine> slice : Slices.of(texts)) {
        List<Map<String, Double>> scores =
            classifier.classify(slice.stream().map(TextLine::text).toList());
        for (int i = 0; i < slice.size(); i++) {
          out.println(line(slice.get(i).id(), scores.get(i), bands));
          progress.step();
        }
      }
    }
    out.flush();
    return 0;
  }

  private static String line(String id, Map<String, Double> scores, Map<String, Band> bands) {
    ObjectNode line = TextLine.JSON.createObjectNode();
    line.put("id", id);
    ObjectNode all = line.putObject("scores");
    scores.forEach((policy, score) -> all.put(policy, Math.round(score * 1e6) / 1e6));
    if (!bands.isEmpty()) {
      ObjectNode actions = line.putObject("actions");
      bands.forEach((policy, band) -> {
        double score = Objects.requireNonNull(scores.get(policy));
        actions.put(policy, band.action(score).name().toLowerCase(Locale.ROOT));
      });
    }
    return line.toString();
  }
}

package io.hedgerow.cli.text;

import io.hedgerow.cli.CommandFailure;
import io.hedgerow.cli.Progress;
import io.hedgerow.models.classifier.NearestExamples;
import io.hedgerow.models.classifier.Occlusion;
import io.hedgerow.models.classifier.TextClassifier;
import io.hedgerow.models.classifier.TextModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Says which words of a text made its score. */
@Command(
    name = "explain",
    description = {
      "Print what each word of a text adds to its score, heaviest first.",
      "A word's weight is what the score loses without it: what the model looked at, not why.",
      "With --examples, also the labelled texts that the model sees as most like it."
    },
    footer = {"%nExample:", "  hedgerow text explain --policy spam \"cheap watches, order now\""})
final class ExplainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ModelOptions models;

  @Option(
      names = "--policy",
      paramLabel = "ID",
      description = "Which policy. Default: the one that scores highest.")
  private @Nullable String policy;

  @Option(
      names = "--examples",
      paramLabel = "FILE",
      description = "Labelled JSON lines, such as those that the model learned from.")
  private List<Path> examples = new ArrayList<>();

  @Option(
      names = "--nearest",
      paramLabel = "N",
      description = "How many of the examples. Default: ${DEFAULT-VALUE}.")
  private int nearest = 5;

  @Parameters(paramLabel = "TEXT", description = "The text.")
  private String text;

  @SuppressWarnings("NullAway.Init")
  ExplainCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try (TextClassifier classifier = models.open()) {
      Map<String, Double> scores = classifier.classify(List.of(text)).getFirst();
      String chosen = policy == null ? highest(scores) : policy;
      Double score = scores.get(chosen);
      if (score == null) {
        throw new CommandFailure(
            "no model is for policy `"
                + chosen
                + "`; valid: "
                + String.join(", ", scores.keySet()));
      }
      ObjectNode line = line(chosen, score, Occlusion.explain(classifier, chosen, text));
      if (!examples.isEmpty()) {
        addNearest(line.putArray("nearest"), chosen, classifier);
      }
      out.println(line);
    }
    out.flush();
    return 0;
  }

  private static String highest(Map<String, Double> scores) {
    return scores.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
  }

  private ObjectNode line(String chosen, double score, List<Occlusion.Part> parts) {
    ObjectNode line = TextLine.JSON.createObjectNode();
    line.put("policy", chosen);
    line.put("score", Math.round(score * 1e6) / 1e6);
    ArrayNode words = line.putArray("words");
    for (Occlusion.Part part : parts) {
      ObjectNode word = words.addObject();
      word.put("word", text.substring(part.from(), part.to()));
      word.put("from", part.from());
      word.put("to", part.to());
      word.put("weight", Math.round(part.weight() * 1e6) / 1e6);
    }
    return line;
  }

  private void addNearest(ArrayNode node, String chosen, TextClassifier classifier)
      throws IOException {
    TextModel model =
        classifier.models().stream()
            .filter(one -> one.policy().equals(chosen))
            .findFirst()
            .orElseThrow();
    List<TextLine> labelled =
        TextLine.readAll(examples, System.in).stream()
            .filter(line -> line.labelled().labels().containsKey(chosen))
            .toList();
    List<float[]> features = new ArrayList<>();
    try (Progress progress = Progress.of("examples")) {
      for (TextLine line : labelled) {
        features.add(classifier.read(line.text()).apply(model).features());
        progress.step();
      }
    }
    for (NearestExamples.Near near :
        NearestExamples.of(classifier.read(text).apply(model).features(), features, nearest)) {
      TextLine line = labelled.get(near.place());
      ObjectNode example = node.addObject();
      example.put("id", line.id());
      example.put("text", line.text());
      example.put("label", line.labelled().labels().get(chosen));
      example.put("similarity", Math.round(near.similarity() * 1e4) / 1e4);
    }
  }
}

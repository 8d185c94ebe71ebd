package io.hedgerow.cli.text;

import io.hedgerow.cli.CommandFailure;
import io.hedgerow.cli.Progress;
import io.hedgerow.models.classifier.TextClassifier;
import io.hedgerow.models.suggest.Suggestions;
import io.hedgerow.models.suggest.WordSketch;
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

/** Chooses what people should label next. */
@Command(
    name = "suggest",
    description = {
      "Choose the texts whose labels would teach a model most, as JSON lines.",
      "A fifth is drawn at random: measure on these only. Texts with a label are left out."
    },
    footer = {
      "%nExample:",
      "  hedgerow text suggest --policy spam --count 20 community.jsonl > todo.jsonl"
    })
final class SuggestCommand implements Callable<Integer> {
  private static final int BATCH = 256;

  @Spec private CommandSpec spec;
  @Mixin private ModelOptions models;

  @Option(names = "--policy", paramLabel = "ID", required = true, description = "Which policy.")
  private String policy;

  @Option(names = "--count", paramLabel = "N", description = "How many. Default: 20.")
  private int count = 20;

  @Option(names = "--seed", paramLabel = "N", description = "The same seed draws the same texts.")
  private long seed = 1;

  @Parameters(paramLabel = "FILE", description = "JSON lines; - is standard input.", arity = "1..*")
  private List<Path> files;

  @SuppressWarnings("NullAway.Init")
  SuggestCommand() {}

  @Override
  public Integer call() throws IOException {
    List<TextLine> unlabelled =
        TextLine.readAll(files, System.in).stream()
            .filter(line -> !line.labelled().labels().containsKey(policy))
            .toList();
    List<Suggestions.Candidate> candidates = new ArrayList<>();
    try (TextClassifier classifier = models.open();
        Progress progress = Progress.of("texts")) {
      if (!classifier.policies().contains(policy)) {
        throw new CommandFailure(
            "no model is for policy `%s`; valid: %s"
                .formatted(policy, String.join(", ", classifier.policies())));
      }
      for (int from = 0; from < unlabelled.size(); from += BATCH) {
        List<String> texts =
            unlabelled.subList(from, Math.min(from + BATCH, unlabelled.size())).stream()
                .map(TextLine::text)
                .toList();
        List<Map<String, Double>> scores = classifier.classify(texts);
        for (int i = 0; i < texts.size(); i++) {
          double score = Objects.requireNonNull(scores.get(i).get(policy));
          candidates.add(new Suggestions.Candidate(score, WordSketch.of(texts.get(i))));
          progress.step();
        }
      }
    }
    print(unlabelled, candidates);
    return 0;
  }

  private void print(List<TextLine> lines, List<Suggestions.Candidate> candidates) {
    PrintWriter out = spec.commandLine().getOut();
    for (Suggestions.Suggestion each :
        Suggestions.choose(candidates, count, Suggestions.Shares.USUAL, seed)) {
      ObjectNode line = TextLine.JSON.createObjectNode();
      line.put("id", lines.get(each.place()).id());
      line.put("text", lines.get(each.place()).text());
      line.put("score", Math.round(candidates.get(each.place()).score() * 1e6) / 1e6);
      line.put("reason", each.reason().name().toLowerCase(Locale.ROOT));
      out.println(line);
    }
    out.flush();
  }
}

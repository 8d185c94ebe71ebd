package io.hedgerow.cli.text;

import io.hedgerow.cli.CommandFailure;
import io.hedgerow.models.classifier.LabelledText;
import io.hedgerow.models.classifier.Learner;
import io.hedgerow.models.classifier.TextClassifier;
import io.hedgerow.models.classifier.TextReader;
import io.hedgerow.models.encoder.Encoder;
import io.hedgerow.models.evaluation.ScoredLabels;
import io.hedgerow.models.head.Groups;
import io.hedgerow.models.head.Ngrams;
import io.hedgerow.models.suggest.LabelErrors;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** Finds labels that are probably wrong. */
@Command(
    name = "doubt",
    description = {
      "Print the labels that are probably wrong, the most doubtful first, as JSON lines.",
      "Five models are learned, each from four fifths of the labels, to judge the fifth it has not",
      "seen. Ends with 1 when there are any."
    },
    footer = {"%nExample:", "  hedgerow text doubt --policy spam labels.jsonl"})
final class DoubtCommand implements Callable<Integer> {
  private static final int FOLDS = 5;

  @Spec private CommandSpec spec;
  @Mixin private EncoderOptions encoder;

  @Option(names = "--policy", required = true, paramLabel = "ID", description = "Which policy.")
  private String policy;

  @Option(names = "--seed", description = "Orders the examples. Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Parameters(paramLabel = "FILES", arity = "1..*", description = "Labelled JSON lines.")
  private List<Path> files;

  @SuppressWarnings("NullAway.Init")
  DoubtCommand() {}

  @Override
  public Integer call() throws IOException {
    List<TextLine> lines =
        new ArrayList<>(
            TextLine.readAll(files, System.in).stream()
                .filter(line -> line.labelled().labels().containsKey(policy))
                .toList());
    Collections.shuffle(lines, new Random(seed));
    int[] parts = parts(lines);
    double[] scores = new double[lines.size()];
    try (Encoder open = CountingEncoder.of(encoder.open())) {
      for (int fold = 0; fold < FOLDS; fold++) {
        judge(open, lines, parts, fold, scores);
      }
    } catch (IllegalArgumentException wrong) {
      throw new CommandFailure(String.valueOf(wrong.getMessage()));
    }
    boolean[] labels = new boolean[scores.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = label(lines.get(i));
    }
    List<LabelErrors.Doubt> doubts = LabelErrors.find(new ScoredLabels(scores, labels));
    print(lines, doubts);
    return doubts.isEmpty() ? 0 : 1;
  }

  /** Near-copies are judged together: one wrong label must not vouch for its copy's. */
  private static int[] parts(List<TextLine> lines) {
    return Groups.of(
            lines.stream().map(line -> Ngrams.of(TextReader.plain(line.text()))).toList(),
            lines.stream().map(line -> line.labelled().origin()).toList())
        .parts(FOLDS);
  }

  private boolean label(TextLine line) {
    return Objects.requireNonNull(line.labelled().labels().get(policy));
  }

  /** The classifier is not closed: the encoder under it goes on. */
  private void judge(Encoder open, List<TextLine> lines, int[] parts, int fold, double[] scores) {
    List<LabelledText> others = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (parts[i] == fold) {
        places.add(i);
      } else {
        others.add(lines.get(i).labelled());
      }
    }
    Learner.Task task =
        new Learner.Task(
            policy, Optional.empty(), others, List.of(), Optional.empty(), seed, List.of());
    if (places.isEmpty()) {
      return;
    }
    TextClassifier classifier =
        new TextClassifier(
            open, List.of(new Learner(open, PolicyTexts.directions(open)).learn(task)));
    List<Map<String, Double>> judged =
        classifier.classify(places.stream().map(place -> lines.get(place).text()).toList());
    for (int i = 0; i < places.size(); i++) {
      scores[places.get(i)] = Objects.requireNonNull(judged.get(i).get(policy));
    }
  }

  private void print(List<TextLine> lines, List<LabelErrors.Doubt> doubts) {
    PrintWriter out = spec.commandLine().getOut();
    for (LabelErrors.Doubt doubt : doubts) {
      ObjectNode line = TextLine.JSON.createObjectNode();
      line.put("id", lines.get(doubt.place()).id());
      line.put("text", lines.get(doubt.place()).text());
      line.put("label", doubt.positive());
      line.put("doubt", Math.round(doubt.doubt() * 1e6) / 1e6);
      out.println(line);
    }
    out.flush();
  }
}

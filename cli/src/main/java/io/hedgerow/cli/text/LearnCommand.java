package io.hedgerow.cli.text;

import io.hedgerow.cli.CommandFailure;
import io.hedgerow.cli.Lines;
import io.hedgerow.models.classifier.LabelledText;
import io.hedgerow.models.classifier.Learner;
import io.hedgerow.models.classifier.TextModel;
import io.hedgerow.models.classifier.TextModelFile;
import io.hedgerow.models.encoder.Encoder;
import io.hedgerow.models.policy.PolicyText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Learns a classifier. */
@Command(
    name = "learn",
    description = {
      "Learn a classifier for a policy and write it to a file.",
      "Without labels it comes from the policy's text; with a handful, from both; with hundreds,",
      "from the labels. A label that is absent is unknown, not negative. A text's \"origin\", such",
      "as its author or template, keeps texts of one origin together where labels judge a model."
    },
    footer = {
      "%nExamples:",
      "  hedgerow text learn --policy spam --unlabelled posts.jsonl --out spam.model.json",
      "  hedgerow text learn --policy spam --pack packs/pinboard --out spam.model.json labels.jsonl",
      "  hedgerow text learn --policy spam --ledger http://127.0.0.1:8080 --trust agreed"
          + " --before 2026-03-01 --out spam.model.json"
    })
final class LearnCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private EncoderOptions encoder;
  @Mixin private LedgerLabels ledger;

  @Option(names = "--policy", required = true, paramLabel = "ID", description = "The policy's id.")
  private String policy;

  @Option(
      names = "--pack",
      paramLabel = "FOLDER",
      description =
          "The pack with the policy's text. Default: the text that comes with the program.")
  private @Nullable Path pack;

  @Option(
      names = "--unlabelled",
      paramLabel = "FILE",
      description = "Texts of your community without labels; they say what is ordinary.")
  private List<Path> unlabelled = new ArrayList<>();

  @Option(
      names = "--prevalence",
      paramLabel = "SHARE",
      description =
          "Which share of your texts breaks the policy, such as 0.01, so that scores hold.")
  private @Nullable Double prevalence;

  @Option(names = "--seed", description = "Orders the examples. Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(
      names = "--source",
      paramLabel = "NAME",
      description = "Where the labels come from, with licence; kept in the model.")
  private List<String> sources = new ArrayList<>();

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "The model's file.")
  private Path to;

  @Parameters(paramLabel = "FILES", arity = "0..*", description = "Labelled JSON lines.")
  private List<Path> files = new ArrayList<>();

  @SuppressWarnings("NullAway.Init")
  LearnCommand() {}

  @Override
  public Integer call() throws IOException {
    Optional<PolicyText> text = PolicyTexts.find(Optional.ofNullable(pack), policy);
    List<LabelledText> labelled = labelled();
    Learner.Task task = task(text, labelled, unlabelled());
    TextModel model;
    try (Encoder open = CountingEncoder.of(encoder.open())) {
      model = new Learner(open, PolicyTexts.directions(open)).learn(task);
    } catch (IllegalArgumentException wrong) {
      throw new CommandFailure(String.valueOf(wrong.getMessage()));
    }
    Files.write(to, TextModelFile.write(model));
    report(model);
    return 0;
  }

  private List<LabelledText> labelled() throws IOException {
    List<TextLine> lines = new ArrayList<>(ledger.read(policy));
    if (!files.isEmpty()) {
      lines.addAll(TextLine.readAll(files, System.in));
    }
    return lines.stream().map(TextLine::labelled).toList();
  }

  private Learner.Task task(
      Optional<PolicyText> text, List<LabelledText> labelled, List<String> ordinary) {
    try {
      return new Learner.Task(
          policy, text, labelled, ordinary, Optional.ofNullable(prevalence), seed, sources);
    } catch (IllegalArgumentException wrong) {
      throw new CommandFailure("--" + wrong.getMessage());
    }
  }

  private List<String> unlabelled() throws IOException {
    List<String> texts = new ArrayList<>();
    if (!unlabelled.isEmpty()) {
      Lines.read(
          unlabelled,
          System.in,
          (file, number, line) -> texts.add(TextLine.read(file, number, line).text()));
    }
    return texts;
  }

  private void report(TextModel model) {
    PrintWriter out = spec.commandLine().getOut();
    TextModel.Provenance made = model.provenance();
    out.printf(
        Locale.ROOT,
        "%s: %s from %d labelled texts that break the policy, %d that do not, %d unlabelled%n",
        to,
        made.method().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        made.positives(),
        made.negatives(),
        made.unlabelled());
    out.flush();
  }
}

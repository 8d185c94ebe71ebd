package io.hedgerow.cli.image;

import io.hedgerow.cli.CommandFailure;
import io.hedgerow.cli.Progress;
import io.hedgerow.cli.hash.Pictures;
import io.hedgerow.models.classifier.TextModel;
import io.hedgerow.models.classifier.TextModelFile;
import io.hedgerow.models.image.Nsfw;
import io.hedgerow.models.image.PictureHeads;
import io.hedgerow.models.image.PictureHeads.Example;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Learns a head from two folders of pictures. */
@Command(
    name = "learn",
    description = {
      "Learn a picture classifier for a policy from a handful of examples of each kind.",
      "A server that finds the file in DATA/models scores pictures by it when they are sent:",
      "score.POLICY with the image field as its input. It is a weak signal, for review."
    },
    footer = {
      "%nExample:",
      "  hedgerow image learn --policy spam --breaking ads/ --fine pins/ --out spam.pictures.json"
    })
final class LearnCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--policy", required = true, paramLabel = "ID", description = "The policy's id.")
  private String policy;

  @Option(
      names = "--breaking",
      required = true,
      paramLabel = "FOLDER",
      description = "Pictures that break the policy.")
  private Path breaking;

  @Option(
      names = "--fine",
      required = true,
      paramLabel = "FOLDER",
      description = "Pictures that do not.")
  private Path fine;

  @Option(
      names = "--prevalence",
      paramLabel = "SHARE",
      description = "Which share of your pictures breaks the policy, so that scores hold.")
  private @Nullable Double prevalence;

  @Option(
      names = "--source",
      paramLabel = "NAME",
      description = "Where the pictures come from, with licence; kept in the model.")
  private List<String> sources = new ArrayList<>();

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "The model's file.")
  private Path to;

  @SuppressWarnings("NullAway.Init")
  LearnCommand() {}

  @Override
  public Integer call() throws IOException {
    if (prevalence != null && !(prevalence > 0 && prevalence < 1)) {
      throw new CommandFailure("--prevalence must be in (0, 1), was " + prevalence);
    }
    List<String> bad = list(breaking);
    List<String> good = list(fine);
    List<Example> examples = new ArrayList<>();
    try (Nsfw network = Network.open();
        Progress progress = Progress.of("pictures")) {
      look(network, bad, true, examples, progress);
      look(network, good, false, examples, progress);
    }
    TextModel model = learn(examples);
    Files.write(to, TextModelFile.write(model));
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%s: from %d pictures that break the policy, %d that do not%n",
            to,
            model.provenance().positives(),
            model.provenance().negatives());
    spec.commandLine().getOut().flush();
    return 0;
  }

  private TextModel learn(List<Example> examples) {
    try {
      return PictureHeads.learn(policy, examples, Optional.ofNullable(prevalence), sources);
    } catch (IllegalArgumentException wrong) {
      throw new CommandFailure(String.valueOf(wrong.getMessage()));
    }
  }

  private static List<String> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new CommandFailure("no such folder: " + folder);
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().map(Path::toString).toList();
    }
  }

  /** A picture that cannot be read is named and left out. */
  private void look(
      Nsfw network, List<String> files, boolean breaks, List<Example> examples, Progress progress) {
    new Pictures(true, spec.commandLine().getErr())
        .each(
            files,
            (_, pixels) -> {
              examples.add(new Example(network.look(pixels).embedding(), breaks));
              progress.step();
            });
  }
}

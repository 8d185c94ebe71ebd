package io.hedgerow.cli.text;

import io.hedgerow.cli.CommandFailure;
import io.hedgerow.models.classifier.TextClassifier;
import io.hedgerow.models.classifier.TextModel;
import io.hedgerow.models.classifier.TextModelFile;
import io.hedgerow.models.starter.Starters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which models a command runs. */
final class ModelOptions {
  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "A model that `hedgerow text learn` wrote; may be repeated.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--starter",
      description = "Use the classifiers that come with the program. Default without --model.")
  private boolean starter;

  @Mixin private EncoderOptions encoder;

  @SuppressWarnings("NullAway.Init")
  ModelOptions() {}

  TextClassifier open() throws IOException {
    List<TextModel> models = new ArrayList<>();
    try {
      for (Path file : files) {
        models.add(TextModelFile.read(file.toString(), Files.readAllBytes(file)));
      }
      if (starter || files.isEmpty()) {
        models.addAll(Starters.classifiers());
      }
      return new TextClassifier(encoder.open(models.getFirst().encoder().name()), models);
    } catch (IllegalArgumentException wrong) {
      throw new CommandFailure(String.valueOf(wrong.getMessage()));
    }
  }
}

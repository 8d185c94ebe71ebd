package io.hedgerow.server.scoring;

import io.hedgerow.models.classifier.TextClassifier;
import io.hedgerow.models.classifier.TextModel;
import io.hedgerow.models.classifier.TextModelFile;
import io.hedgerow.models.classifier.TextReaders;
import io.hedgerow.models.encoder.BatchingEncoder;
import io.hedgerow.models.encoder.Encoder;
import io.hedgerow.models.encoder.Encoders;
import io.hedgerow.models.encoder.OnnxEncoder;
import io.hedgerow.models.image.PictureHeads;
import io.hedgerow.models.starter.Starters;
import io.hedgerow.models.store.ModelStore;
import io.hedgerow.models.store.OrdinaryClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Opens the classifiers that packs read scores of. */
public final class TextModels {
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private TextModels() {}

  /**
   * The same as {@link #open} with every {@code .json} file of a folder; the folder may be missing.
   */
  public static TextClassifier openFolder(Path folder) {
    if (!Files.isDirectory(folder)) {
      return open(List.of());
    }
    try (Stream<Path> files = Files.list(folder)) {
      return open(files.filter(file -> file.toString().endsWith(".json")).sorted().toList());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * The starter classifiers, with these models in place of the starters for their policies. Each
   * model's encoder is opened when it is first needed, on all cores.
   *
   * @throws UncheckedIOException if a file cannot be read
   * @throws IllegalArgumentException if a file is no model
   */
  public static TextClassifier open(List<Path> files) {
    Map<String, TextModel> models = new LinkedHashMap<>();
    Starters.classifiers().forEach(model -> models.put(model.policy(), model));
    try {
      for (Path file : files) {
        TextModel model = TextModelFile.read(file.toString(), Files.readAllBytes(file));
        if (!PictureHeads.reads(model)) {
          models.put(model.policy(), model);
        }
      }
      return new TextClassifier(new TextReaders(TextModels::open), List.copyOf(models.values()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Encoder open(Encoder.Identity identity) {
    ModelStore store = new ModelStore(ModelStore.usualFolder(), new OrdinaryClients(PATIENCE));
    try {
      Encoder found = Encoders.open(store, identity);
      return found instanceof OnnxEncoder network
          ? BatchingEncoder.start(
              network, Runtime.getRuntime().availableProcessors(), Encoders.BATCH)
          : found;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}

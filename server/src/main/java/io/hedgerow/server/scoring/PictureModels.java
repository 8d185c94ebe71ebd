package io.hedgerow.server.scoring;

import io.hedgerow.matching.image.Pixels;
import io.hedgerow.models.classifier.TextModel;
import io.hedgerow.models.classifier.TextModelFile;
import io.hedgerow.models.image.Nsfw;
import io.hedgerow.models.image.Ocr;
import io.hedgerow.models.image.PictureHeads;
import io.hedgerow.models.store.ModelStore;
import io.hedgerow.models.store.OrdinaryClients;
import io.hedgerow.server.image.ImageLook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The networks that look at pictures, each opened when it is first needed. Thread-safe. */
public final class PictureModels implements AutoCloseable {
  private final LazyEye<Map<String, Double>> kinds;
  private final LazyEye<String> words;
  private final Set<String> heads;

  PictureModels(LazyEye<Map<String, Double>> kinds, LazyEye<String> words, Set<String> heads) {
    this.kinds = kinds;
    this.words = words;
    this.heads = Set.copyOf(heads);
  }

  /**
   * Those that {@code hedgerow models fetch} put into the usual store, with the heads that {@code
   * hedgerow image learn} made.
   *
   * @param models folder of learned models; it may be missing
   */
  public static PictureModels usual(Path models) {
    List<TextModel> heads = heads(models);
    ModelStore store =
        new ModelStore(ModelStore.usualFolder(), new OrdinaryClients(Duration.ofMinutes(30)));
    return new PictureModels(
        new LazyEye<>(() -> {
          Nsfw nsfw = Nsfw.open(store);
          return new Eye<>(picture -> scores(nsfw.look(picture), heads), nsfw::close);
        }),
        new LazyEye<>(() -> {
          Ocr ocr = Ocr.open(store);
          return new Eye<>(ocr::read, ocr::close);
        }),
        heads.stream().map(TextModel::policy).collect(Collectors.toSet()));
  }

  private static List<TextModel> heads(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<TextModel> heads = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
      for (Path file : files) {
        TextModel model = TextModelFile.read(file.toString(), Files.readAllBytes(file));
        if (PictureHeads.reads(model)) {
          heads.add(model);
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return heads;
  }

  /** The network's kinds, and each head's answer under the name of its policy. */
  static Map<String, Double> scores(Nsfw.Look look, List<TextModel> heads) {
    Map<String, Double> scores = new LinkedHashMap<>(look.scores());
    heads.forEach(head ->
        scores.put(ImageLook.HEAD + head.policy(), PictureHeads.score(head, look.embedding())));
    return scores;
  }

  /** Policies for which a head was learned from pictures. */
  public Set<String> heads() {
    return heads;
  }

  /** How probably it is a picture of each kind; empty without the network. */
  public Optional<Map<String, Double>> kinds(Pixels picture) {
    return kinds.look(picture);
  }

  /** What is written in it; empty without the network. */
  public Optional<String> words(Pixels picture) {
    return words.look(picture);
  }

  @Override
  public void close() {
    kinds.close();
    words.close();
  }
}

package io.hedgerow.server.scoring;

import io.hedgerow.matching.image.Pixels;
import io.hedgerow.models.image.Nsfw;
import io.hedgerow.models.image.Ocr;
import io.hedgerow.models.store.ModelStore;
import io.hedgerow.models.store.OrdinaryClients;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The networks that look at pictures, each opened when it is first needed. Thread-safe. */
public final class PictureModels implements AutoCloseable {
  private final LazyEye<Map<String, Double>> kinds;
  private final LazyEye<String> words;

  PictureModels(LazyEye<Map<String, Double>> kinds, LazyEye<String> words) {
    this.kinds = kinds;
    this.words = words;
  }

  /** Those that {@code hedgerow models fetch} put into the usual store. */
  public static PictureModels usual() {
    ModelStore store =
        new ModelStore(ModelStore.usualFolder(), new OrdinaryClients(Duration.ofMinutes(30)));
    return new PictureModels(
        new LazyEye<>(() -> {
          Nsfw nsfw = Nsfw.open(store);
          return new Eye<>(picture -> nsfw.look(picture).scores(), nsfw::close);
        }),
        new LazyEye<>(() -> {
          Ocr ocr = Ocr.open(store);
          return new Eye<>(ocr::read, ocr::close);
        }));
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

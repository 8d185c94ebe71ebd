package io.hedgerow.server.scoring;

import io.hedgerow.engine.pack.Pack;
import io.hedgerow.matching.image.Pixels;
import io.hedgerow.server.image.ImageLook;
import io.hedgerow.server.image.Images;
import io.hedgerow.server.image.KeptImage;
import io.hedgerow.server.image.Looking;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Looks at pictures when they are sent, because they are not kept, and only as far as the pack's
 * scores need it. What was found is kept: the same picture is looked at once, and of
 * near-duplicates only the first for its kind; their words may differ, so each is read.
 * Thread-safe.
 */
public record PictureLooks(Images images, PictureModels models, Supplier<Pack> pack)
    implements Looking {

  @Override
  public void look(KeptImage image, Pixels pixels) {
    PictureNeeds needs = PictureNeeds.of(pack.get(), models.heads());
    ImageLook before = images.look(image.id()).orElse(ImageLook.NONE);
    Optional<Map<String, Double>> kinds =
        needs.kinds() && before.kinds().isEmpty() ? kinds(image, pixels) : Optional.empty();
    Optional<String> words =
        needs.words() && before.words().isEmpty() ? models.words(pixels) : Optional.empty();
    if (kinds.isPresent() || words.isPresent()) {
      images.keep(image.id(), new ImageLook(kinds, words));
    }
  }

  private Optional<Map<String, Double>> kinds(KeptImage image, Pixels pixels) {
    return images.look(image.cluster()).flatMap(ImageLook::kinds).or(() -> models.kinds(pixels));
  }
}

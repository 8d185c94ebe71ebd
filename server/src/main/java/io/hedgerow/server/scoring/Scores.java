package io.hedgerow.server.scoring;

import io.hedgerow.engine.Signals;
import io.hedgerow.engine.pack.SignalDefinition;
import io.hedgerow.server.image.ImageLook;
import io.hedgerow.server.image.ImageReference;
import java.util.Optional;
import java.util.function.Function;

/**
 * What {@code score.NAME} reads, of texts and of pictures: of a text its score; of a picture the
 * probability of a kind ({@code score.nsfw_porn}), what a head learned from pictures says, or the
 * score of the words in it. Absent for a picture that was not looked at for this.
 *
 * @param looks what was made of a picture, by its id
 */
public record Scores(TextScores texts, Function<String, Optional<ImageLook>> looks)
    implements Signals {

  @Override
  public Optional<Object> find(SignalDefinition signal, Object input) {
    if (!(input instanceof String text)) {
      return Optional.empty();
    }
    return switch (ImageReference.of(text)) {
      case ImageReference.Elsewhere _ ->
          isKind(signal) ? Optional.empty() : texts.find(signal, text);
      case ImageReference.Hashed _ -> Optional.empty();
      case ImageReference.Uploaded(String id) ->
          looks.apply(id).flatMap(look -> find(signal, look));
    };
  }

  private Optional<Object> find(SignalDefinition signal, ImageLook look) {
    if (isKind(signal)) {
      String kind = signal.name().substring(PictureNeeds.PREFIX.length());
      return look.kinds().map(kinds -> kinds.get(kind));
    }
    Optional<Object> learned = look.kinds().map(kinds -> kinds.get(ImageLook.HEAD + signal.name()));
    if (learned.isPresent()) {
      return learned;
    }
    return look.words()
        .filter(words -> !words.isBlank())
        .flatMap(words -> texts.find(signal, words));
  }

  private static boolean isKind(SignalDefinition signal) {
    return signal.name().startsWith(PictureNeeds.PREFIX);
  }

  /** Begins to score what the engine will probably ask for. */
  void prepare(String input) {
    switch (ImageReference.of(input)) {
      case ImageReference.Elsewhere _ -> texts.prepare(input);
      case ImageReference.Hashed _ -> {}
      case ImageReference.Uploaded(String id) ->
          looks
              .apply(id)
              .flatMap(ImageLook::words)
              .filter(words -> !words.isBlank())
              .ifPresent(texts::prepare);
    }
  }
}

package io.hedgerow.server.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.engine.pack.SignalDefinition;
import io.hedgerow.engine.pack.Stage;
import io.hedgerow.matching.image.Pixels;
import io.hedgerow.models.store.ModelUnavailable;
import io.hedgerow.server.image.ImageLook;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ScoresTest {
  private static final String PICTURE = "0123456789abcdef0123456789abcdef";
  private static final Pixels PIXELS = new Pixels(1, 1, 3, new byte[3]);

  private static SignalDefinition signal(String name) {
    return new SignalDefinition(name, SignalDefinition.Kind.SCORE, "event.image", Stage.LIVE);
  }

  private static Scores scores(TextScores texts, ImageLook look) {
    return new Scores(texts, id -> id.equals(PICTURE) ? Optional.of(look) : Optional.empty());
  }

  @Test
  void aPicturesKindIsWhatItWasFoundToBeWhenItWasSent() {
    ImageLook look = new ImageLook(Optional.of(Map.of("porn", 0.2)), Optional.empty());
    try (TextScores texts = new TextScores(() -> TextModels.open(List.of()))) {
      Scores scores = scores(texts, look);
      assertThat(scores.find(signal("nsfw_porn"), PICTURE)).contains(0.2);
      assertThat(scores.find(signal("nsfw_porn"), "a text")).isEmpty();
      assertThat(scores.find(signal("nsfw_porn"), "f".repeat(32))).isEmpty();
      assertThat(scores.find(signal("spam"), PICTURE)).isEmpty();
    }
  }

  @Test
  void wordsInAPictureScoreAsTextDoes() {
    String words = "Congratulations, you won! Call now to claim your prize";
    ImageLook look = new ImageLook(Optional.empty(), Optional.of(words));
    try (TextScores texts = new TextScores(() -> TextModels.open(List.of()))) {
      Scores scores = scores(texts, look);
      scores.prepare(PICTURE);
      assertThat(scores.find(signal("spam"), PICTURE)).isEqualTo(texts.find(signal("spam"), words));
      assertThat(scores.find(signal("nsfw_porn"), PICTURE)).isEmpty();
    }
  }

  @Test
  void aPictureWithoutWordsHasNoScoreOfThem() {
    try (TextScores texts =
        new TextScores(() -> {
          throw new IllegalStateException("nothing is to be scored");
        })) {
      Scores scores = scores(texts, new ImageLook(Optional.empty(), Optional.of(" ")));
      assertThat(scores.find(signal("spam"), PICTURE)).isEmpty();
    }
  }

  @Test
  void aNetworkIsOpenedOnceAndOneThatIsMissingSeesNothing() {
    AtomicInteger opened = new AtomicInteger();
    LazyEye<String> there =
        new LazyEye<>(() -> {
          opened.incrementAndGet();
          return new Eye<>(_ -> "words", () -> {});
        });
    LazyEye<Map<String, Double>> missing =
        new LazyEye<>(() -> {
          opened.incrementAndGet();
          throw new ModelUnavailable("model `nsfw` is not here");
        });
    try (PictureModels models = new PictureModels(missing, there, Set.of())) {
      assertThat(opened).hasValue(0);
      assertThat(models.words(PIXELS)).contains("words");
      assertThat(models.words(PIXELS)).contains("words");
      assertThat(models.kinds(PIXELS)).isEmpty();
      assertThat(models.kinds(PIXELS)).isEmpty();
      assertThat(opened).hasValue(2);
    }
  }
}

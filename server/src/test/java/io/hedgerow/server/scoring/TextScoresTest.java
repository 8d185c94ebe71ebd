package io.hedgerow.server.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hedgerow.engine.pack.SignalDefinition;
import io.hedgerow.engine.pack.Stage;
import io.hedgerow.models.classifier.Occlusion;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TextScoresTest {

  @Test
  void aScoreIsTheProbabilityOfThePolicyItIsNamedAfter() {
    try (TextScores scores = new TextScores(() -> TextModels.open(List.of()))) {
      scores.prepare("Congratulations, you won! Call now to claim your prize");
      double spam = score(scores, "spam", "Congratulations, you won! Call now to claim your prize");
      double soup = score(scores, "spam", "The soup was lovely, thank you");
      assertThat(spam).isBetween(3 * soup, 1.0);
      assertThat(soup).isBetween(0.0, 0.5);
      assertThat(scores.find(signal("self_harm"), "a walk by the river")).isPresent();
    }
  }

  @Test
  void whatNoModelIsForIsAbsent() {
    try (TextScores scores = new TextScores(() -> TextModels.open(List.of()))) {
      assertThat(scores.find(signal("nothing_known"), "text")).isEmpty();
      assertThat(scores.find(signal("spam"), 3L)).isEmpty();
    }
  }

  @Test
  void anEncoderThatCannotBeOpenedIsNamedAndAskedAgain() {
    try (TextScores scores =
        new TextScores(() -> {
          throw new IllegalStateException("no encoder here");
        })) {
      for (int time = 0; time < 2; time++) {
        assertThatThrownBy(() -> scores.find(signal("spam"), "text"))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("score.spam cannot be computed")
            .hasMessageContaining("no encoder here");
      }
    }
  }

  @Test
  void aScoreSaysWhichWordsItComesFrom() {
    String text = "Hello from the garden, you won a prize, claim it now";
    try (TextScores scores = new TextScores(() -> TextModels.open(List.of()))) {
      List<Occlusion.Part> parts = scores.explain("spam", text);

      assertThat(parts)
          .hasSize(11)
          .isSortedAccordingTo((a, b) -> Double.compare(b.weight(), a.weight()));
      assertThat(
              parts.stream().limit(4).map(part -> text.substring(part.from(), part.to())).toList())
          .containsAnyOf("won", "prize,", "claim");
      assertThat(scores.explain("nothing_known", text)).isEmpty();
    }
  }

  private static double score(TextScores scores, String name, String text) {
    Optional<Object> found = scores.find(signal(name), text);
    return (Double) found.orElseThrow();
  }

  private static SignalDefinition signal(String name) {
    return new SignalDefinition(name, SignalDefinition.Kind.SCORE, "event.text", Stage.LIVE);
  }
}

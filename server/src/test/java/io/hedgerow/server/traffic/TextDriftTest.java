package io.hedgerow.server.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.server.scoring.TextModels;
import io.hedgerow.server.scoring.TextScores;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Drift of texts by the encoder that comes with the program. */
final class TextDriftTest {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
  private static final List<String> PLACES = List.of("garden", "kitchen", "harbour", "forest");
  private static final List<String> USUAL =
      List.of(
          "soup from the %s, recipe %d",
          "a walk in the %s, day %d",
          "my drawing of the %s, number %d",
          "new shelves for the %s, part %d");
  private static final String NEW = "win a prize at the %s now, ticket %d";

  /** A seeded handful of texts, of which a share is about something new. */
  private static List<String> texts(long seed, double share) {
    SplittableRandom random = new SplittableRandom(seed);
    return IntStream.range(0, Drift.LEAST)
        .mapToObj(i -> {
          String form = random.nextDouble() < share ? NEW : USUAL.get(random.nextInt(USUAL.size()));
          return form.formatted(PLACES.get(random.nextInt(PLACES.size())), random.nextInt(1_000));
        })
        .toList();
  }

  @Test
  void weeksAboutTheSameAreSteadyAndHalfOfThemAboutSomethingElseIsFound() {
    try (TextScores scores = new TextScores(() -> TextModels.open(List.of()))) {
      scores.explain("spam", "the encoder is opened by the first score");
      double[][] before = scores.embed(texts(1, 0)).orElseThrow();
      double[][] same = scores.embed(texts(2, 0)).orElseThrow();
      double[][] other = scores.embed(texts(3, 0.5)).orElseThrow();
      assertThat(Drift.ofTexts(DAY, before, same).orElseThrow().moved()).isFalse();
      assertThat(Drift.ofTexts(DAY, before, other).orElseThrow().moved()).isTrue();
    }
  }
}

package io.hedgerow.server.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SlicesTest {
  @Test
  void anEventBelongsToItsTypeAndToItsTypeWithEachField() {
    assertThat(
            Slices.of(List.of())
                .of("pin.created", Map.of("language", "de", "actor", Map.of("country", "LU"))))
        .containsExactly("pin.created", "pin.created country=LU", "pin.created language=de");
  }

  @Test
  void theEventsOwnFieldComesBeforeItsActors() {
    assertThat(
            Slices.of(List.of())
                .of("account.logged_in", Map.of("country", "FR", "actor", Map.of("country", "DE"))))
        .containsExactly("account.logged_in", "account.logged_in country=FR");
  }

  @Test
  void textIsNoSlice() {
    assertThat(Slices.of(List.of()).of("x", Map.of("country", "a sentence, with a comma")))
        .containsExactly("x");
  }

  @Test
  void inventedValuesAreCountedTogetherAndKnownOnesGoOn() {
    Slices slices = Slices.of(List.of("x country=DE"));
    for (int i = 1; i < Slices.MOST_VALUES; i++) {
      slices.of("x", Map.of("country", "c" + i));
    }
    assertThat(slices.of("x", Map.of("country", "new"))).contains("x country=other");
    assertThat(slices.of("x", Map.of("country", "DE"))).contains("x country=DE");
  }
}

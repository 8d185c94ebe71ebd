package io.hedgerow.server.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.measurement.Estimate;
import io.hedgerow.measurement.NotEnoughData;
import io.hedgerow.review.quality.Ratings.Known;
import io.hedgerow.review.quality.Ratings.Rating;
import io.hedgerow.review.quality.Ratings.Work;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TeamTest {

  /** Each of the people with the next, on so many things; they differ on every third. */
  private static List<Rating> ratings(String language, int units, String... people) {
    List<Rating> ratings = new ArrayList<>();
    for (int i = 0; i < units; i++) {
      String unit = language + i;
      String second = i % 3 == 0 ? "" : "spam";
      ratings.add(rating(unit, people[i % people.length], "spam", language));
      ratings.add(rating(unit, people[(i + 1) % people.length], second, language));
    }
    return ratings;
  }

  private static Rating rating(String unit, String person, String said, String language) {
    return new Rating(unit, person, said, "spam", language, "general");
  }

  private static List<String> shown(Team team) {
    return team.whole().shown().stream().map(Numbers::slice).toList();
  }

  @Test
  void aGroupOfFiveIsShownAndOneOfFourIsNot() {
    List<Rating> all = new ArrayList<>(ratings("en", 30, "a", "b", "c", "d", "e"));
    all.addAll(ratings("de", 30, "a", "b", "c", "d", "f"));
    all.addAll(ratings("pl", 30, "v", "w", "x", "y"));
    all.addAll(ratings("it", 30, "m", "n"));

    Team.Whole whole = new Team(all, List.of(), List.of()).whole();

    assertThat(whole.shown().stream().map(Numbers::slice))
        .contains("", "policy=spam", "language=en", "language=de")
        .doesNotContain("language=pl", "language=it");
    assertThat(whole.hidden()).containsExactly("language=it", "language=pl");
  }

  @Test
  void whereOneGroupIsTooSmallAnotherIsLeftOutSoThatNoSubtractionTellsIt() {
    List<Rating> all = new ArrayList<>(ratings("en", 30, "a", "b", "c", "d", "e", "g"));
    all.addAll(ratings("de", 30, "a", "b", "c", "d", "f"));
    all.addAll(ratings("pl", 30, "x", "y"));

    assertThat(shown(new Team(all, List.of(), List.of())))
        .contains("language=en")
        .doesNotContain("language=pl", "language=de");
  }

  @Test
  void aTeamOfFourHasNoNumbersAtAll() {
    assertThat(shown(new Team(ratings("en", 40, "a", "b", "c", "d"), List.of(), List.of())))
        .isEmpty();
  }

  @Test
  void onesOwnNumbersAreOfOnesOwnJudgements() {
    Team team =
        new Team(
            ratings("en", 40, "a", "b", "c"),
            List.of(
                new Known("golden", "a", "spam", "spam", "spam", "en"),
                new Known("golden", "a", "", "spam", "spam", "en"),
                new Known("golden", "b", "", "spam", "spam", "en"),
                new Known("settled", "a", "spam", "spam", "spam", "en")),
            List.of(new Work("a", 12, 2, 1), new Work("b", 5, 0, 0)));

    Team.Own own = team.own("a");

    assertThat(own.decided()).isEqualTo(12);
    assertThat(((Estimate) own.overturned()).value()).isEqualTo(0.5);
    assertThat(((Estimate) own.all().golden()).value()).isEqualTo(0.5);
    assertThat(((Estimate) own.all().settled()).value()).isEqualTo(1);
    assertThat(own.all().agreement().units()).isEqualTo(27);
    assertThat(own.slices().stream().map(Numbers::slice))
        .containsExactly("language=en", "policy=spam");
  }

  @Test
  void whoHasDoneNothingIsToldWhatIsMissing() {
    Team.Own own = new Team(List.of(), List.of(), List.of()).own("new");

    assertThat(own.all().agreement().kappa()).isInstanceOf(NotEnoughData.class);
    assertThat(own.all().golden()).isEqualTo(new NotEnoughData("an answer to a golden case"));
    assertThat(own.slices()).isEmpty();
  }
}

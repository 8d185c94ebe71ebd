package io.hedgerow.engine.statement;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.pack.Pack;
import io.hedgerow.engine.pack.PackLoader;
import io.hedgerow.engine.pack.PackLoading;
import io.hedgerow.engine.policy.Action;
import io.hedgerow.engine.statement.Restriction.Found;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class StatementWordsTest {
  private static final Pack SMALL = load("src/test/resources/packs/small");
  private static final Pack PINBOARD = load("../packs/pinboard");
  private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

  private static Pack load(String folder) {
    return ((PackLoading.Loaded) PackLoader.load(Path.of(folder))).pack();
  }

  private static Restriction restriction(
      String entity, String policy, Action action, String source, String facts) {
    return new Restriction(
        EntityId.parse(entity),
        policy,
        "Title in the pack",
        action,
        AT,
        Optional.of(Instant.parse("2026-03-31T12:00:00Z")),
        false,
        source,
        facts,
        Found.MACHINE,
        true,
        Optional.of(Instant.parse("2026-08-31T12:00:00Z")));
  }

  @Test
  void aStatementSaysWhatWhichPolicyWhichFactsWhoAndHowToObject() {
    assertThat(
            SMALL
                .statements()
                .in("de")
                .write(restriction("pin:1", "spam", Action.REMOVE, "some-rule", "27 Links")))
        .isEqualTo(
            new StatementText(
                "Entscheidung: dein Beitrag",
                "Dein Beitrag ist nicht mehr zu sehen. Bis 31. März 2026.",
                "Regel „Werbemüll“. Bitte {nicht} mehr.",
                "Grund: 27 Links",
                "Programm.",
                "Widerspruch bis 31. August 2026."));
  }

  @Test
  void wordsAboutOnePolicyStandInPlaceOfTheGeneralOnes() {
    StatementText text =
        SMALL
            .statements()
            .in("de")
            .write(
                restriction(
                    "account:a", "impersonation", Action.LIMIT, "link-flood-new-account", "27"));
    assertThat(text.what()).startsWith("Dein Konto ahmt jemanden nach.");
    assertThat(text.facts()).isEqualTo("Grund: Sehr viele Links.");
  }

  @Test
  void whatIsFilledInIsNotFilledInAgain() {
    assertThat(
            SMALL
                .statements()
                .in("de")
                .write(restriction("pin:1", "spam", Action.LIMIT, "r", "{until} {x} {"))
                .facts())
        .isEqualTo("Grund: {until} {x} {");
  }

  @Test
  void aReaderGetsTheNearestLanguageThereIs() {
    StatementTemplates templates = PINBOARD.statements();
    assertThat(templates.in("de").language()).isEqualTo("de");
    assertThat(templates.in("de-AT-1996").language()).isEqualTo("de");
    assertThat(templates.in("FR_ca").language()).isEqualTo("fr");
    assertThat(templates.in("tlh").language()).isEqualTo("en");
    assertThat(templates.in("").language()).isEqualTo("en");
    assertThat(templates.in("<script>").language()).isEqualTo("en");
  }

  @Test
  void packsWithoutWordsSpeakEnglish() {
    StatementText text =
        load("../packs/examples/first-pack")
            .statements()
            .in("en")
            .write(restriction("pin:1", "spam", Action.REMOVE, "r", "links"));
    assertThat(text.policy()).contains("“Title in the pack”");
    assertThat(text.what()).startsWith("What you posted can no longer be seen by others.");
  }

  @Test
  void wordsAreNamedByTheirContent() {
    assertThat(PINBOARD.statements().in("de").template()).matches("de@[0-9a-f]{8}");
    assertThat(PINBOARD.statements().in("de").version())
        .isNotEqualTo(PINBOARD.statements().in("fr").version());
  }

  static Stream<StatementWords> shipped() {
    return PINBOARD.statements().languages().values().stream();
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void everyShippedLanguageHasWordsForEverythingAndLeavesNoBraceOpen(StatementWords words) {
    for (String policy : PINBOARD.policies().keySet()) {
      for (Action action : Action.values()) {
        for (String kind : new String[] {"account", "pin", "board", "comment", "message", "link"}) {
          StatementText text =
              words.write(restriction(kind + ":1", policy, action, "adult-link", "facts"));
          assertThat(
                  Stream.of(
                      text.title(),
                      text.what(),
                      text.policy(),
                      text.facts(),
                      text.automation(),
                      text.objection()))
              .allSatisfy(said -> assertThat(said).isNotBlank().doesNotContain("{", "null"));
        }
      }
    }
    assertThat(words.reasons().keySet())
        .isEqualTo(PINBOARD.statements().in("en").reasons().keySet());
  }

  @Test
  void languagesThatRunFromRightToLeftSaySo() {
    assertThat(words("ar").rightToLeft()).isTrue();
    assertThat(words("he-IL").rightToLeft()).isTrue();
    assertThat(words("de").rightToLeft()).isFalse();
  }

  private static StatementWords words(String language) {
    return new StatementWords(language, "0", Map.of(), Map.of(), Map.of(), Map.of(), Map.of());
  }
}

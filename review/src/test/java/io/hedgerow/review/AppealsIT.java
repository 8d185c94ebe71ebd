package io.hedgerow.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.hedgerow.engine.decision.SourceKind;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.ledger.Ledger;
import io.hedgerow.ledger.enforcement.Ranking.SourceName;
import io.hedgerow.ledger.strike.Strike;
import io.hedgerow.review.appeal.AppealStatistics;
import io.hedgerow.review.appeal.AppealStatistics.By;
import io.hedgerow.review.appeal.AppealStatistics.Line;
import io.hedgerow.review.appeal.Appeals;
import io.hedgerow.review.appeal.Appeals.Filed;
import io.hedgerow.review.appeal.Statement;
import io.hedgerow.review.appeal.Statement.Appeal;
import io.hedgerow.review.cases.Lease;
import io.hedgerow.review.cases.Ruled;
import io.hedgerow.review.cases.Ruling;
import io.hedgerow.review.report.Reports;
import io.hedgerow.review.report.Trust;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Communities.class)
final class AppealsIT {

  private static Statement statement(Community community, String entity) {
    community.follow();
    return community.review.appeals().of(EntityId.parse(entity)).getFirst();
  }

  private static Statement restricted(Community community) {
    community.pin("p", "a", "a pin", 0.5, 10);
    community.follow();
    community.rule(community.take("alice"), "spam", false);
    return statement(community, "pin:p");
  }

  @Test
  void everyRestrictionHasAStatementThatSaysWhoJudged(Community community) {
    Statement byPerson = restricted(community);
    community.pin("auto", "b", "a pin the rules are sure of", 0.95, 10);
    Statement byMachine = statement(community, "pin:auto");

    assertThat(byPerson.machine()).isFalse();
    assertThat(byPerson.facts()).isEqualTo("seen it");
    assertThat(byPerson.action()).isEqualTo("limit");
    assertThat(byMachine.machine()).isTrue();
    assertThat(byMachine.token()).isNotEqualTo(byPerson.token()).hasSizeGreaterThan(20);
  }

  @Test
  void overturningRestoresEnforcementAndStrikes(Community community) {
    Statement statement = restricted(community);
    EntityId owner = EntityId.parse("account:a");
    assertThat(community.reader.strikes(owner)).hasSize(1);
    assertThat(community.review.appeals().file(statement.token(), "it is my own shop"))
        .isInstanceOf(Filed.Waits.class);

    assertThat(community.next("alice")).as("whoever decided before").isEmpty();
    Lease lease = community.take("bob");
    assertThat(lease.item().appeal()).isPresent();
    community.rule(lease, "", false);

    assertThat(community.action("pin:p")).isEqualTo("none");
    assertThat(community.reader.strikes(owner)).isEmpty();
    assertThat(community.review.appeals().find(statement.token()).orElseThrow().appeal())
        .hasValueSatisfying(appeal -> assertThat(appeal.outcome()).contains("overturned"));
  }

  @Test
  void anOverturningThatIsTakenBackPutsEverythingWhereItWas(Community community) {
    Statement statement = restricted(community);
    var before = community.ledger.enforcement(statement.entity(), community.instant());
    community.review.appeals().file(statement.token(), "it is my own shop");
    Ruled.Kept kept = (Ruled.Kept) community.rule(community.take("bob"), "", false);
    community.review.rulings().undo(kept.batch(), "lead", "too fast");

    assertThat(community.ledger.enforcement(statement.entity(), community.instant()))
        .isEqualTo(before);
    assertThat(community.take("carol").item().appeal()).isPresent();
  }

  @Test
  void upholdingChangesNothingAndDoesNotProlongAnything(Community community) {
    Statement statement = restricted(community);
    var before = community.ledger.enforcement(statement.entity(), community.instant());
    community.pass(Duration.ofDays(3));
    community.review.appeals().file(statement.token(), "I do not like it");
    community.rule(community.take("bob"), "spam", false);

    assertThat(community.ledger.enforcement(statement.entity(), community.instant()))
        .isEqualTo(before);
    assertThat(community.review.appeals().find(statement.token()).orElseThrow().appeal())
        .hasValueSatisfying(appeal -> assertThat(appeal.outcome()).contains("upheld"));
  }

  @Test
  void anObjectionIsHeardOnceAndOnlyWithinTheWindow(Community community) {
    Statement statement = restricted(community);
    assertThat(community.review.appeals().file("guessed", "let me in"))
        .isEqualTo(new Filed.Unknown());
    community.review.appeals().file(statement.token(), "please");
    assertThat(community.review.appeals().file(statement.token(), "please!"))
        .isInstanceOf(Filed.Already.class);

    community.pin("q", "b", "a pin the rules are sure of", 0.95, 10);
    Statement late = statement(community, "pin:q");
    community.pass(Appeals.WINDOW.plusDays(1));
    assertThat(community.review.appeals().file(late.token(), "please"))
        .isInstanceOf(Filed.TooLate.class);
  }

  private static Ruling ruling(Lease lease, Optional<String> policy, Optional<Duration> lasts) {
    return new Ruling(
        lease.item().id(), lease.token(), lease.reviewer(), policy, "looked again", lasts, false);
  }

  private static Statement byRule(Community community, String pin) {
    community.pin(pin, "by-" + pin, "a pin the rules are sure of", 0.95, 10);
    return statement(community, "pin:" + pin);
  }

  private static String outcome(Community community, Statement statement) {
    return community
        .review
        .appeals()
        .find(statement.token())
        .flatMap(Statement::appeal)
        .flatMap(Appeal::outcome)
        .orElse("waits");
  }

  @Test
  void whoeverIsRestrictedIsToldInTheirOwnLanguage(Community community) {
    community.speaks("by-p", "other", "de-AT");
    Statement german = byRule(community, "p");
    assertThat(german.language()).isEqualTo("de");
    assertThat(german.template()).matches("de@[0-9a-f]{8}");
    assertThat(german.text().what()).startsWith("Dein Beitrag wird weniger gezeigt.");
    assertThat(german.text().policy()).isEqualTo("Regel „Werbemüll“.");
    assertThat(german.text().facts()).isEqualTo("Grund: Die Regel war sich sicher.");
    assertThat(german.facts()).isEqualTo("sure");
    assertThat(german.found()).isEqualTo("machine");
    assertThat(german.owner()).contains(EntityId.parse("account:by-p"));
    assertThat(german.ends()).contains(community.instant().plus(Appeals.WINDOW));

    community.speaks("c", "third", "tlh");
    community.says("person:ann", "pin:third", "spam");
    Statement english = statement(community, "pin:third");
    assertThat(english.language()).isEqualTo("en");
    assertThat(english.text().policy()).contains("“Spam”");
    assertThat(english.text().automation()).startsWith("A person found this");
  }

  @Test
  void aLabelThatLeadsToTwoRestrictionsIsToldTwice(Community community) {
    for (String pin : List.of("x", "y")) {
      community.pin(pin, "a", "a pin of " + pin, 0, 10);
      community.says("person:ann", "pin:" + pin, "spam");
      community.pass(Duration.ofMinutes(1));
    }
    community.says("person:ann", "account:a", "spam");
    community.follow();
    assertThat(community.review.appeals().of(EntityId.parse("account:a")))
        .extracting(Statement::action, Statement::ladder)
        .containsExactlyInAnyOrder(tuple("limit", false), tuple("suspend", true));
  }

  @Test
  void oneDecisionAnswersEveryObjectionToTheSameJudgementAndItsUndoReopensThemAll(
      Community community) {
    for (String pin : List.of("x", "y")) {
      community.pin(pin, "a", "a pin of " + pin, 0, 10);
      community.says("person:ann", "pin:" + pin, "spam");
      community.pass(Duration.ofMinutes(1));
    }
    community.says("person:ann", "account:a", "spam");
    community.follow();
    List<Statement> both = community.review.appeals().of(EntityId.parse("account:a"));
    both.forEach(s -> community.review.appeals().file(s.token(), "no"));
    Ruled.Kept kept = (Ruled.Kept) community.rule(community.take("bob"), "", false);

    assertThat(kept.cases()).isEqualTo(2);
    assertThat(both).allSatisfy(s -> assertThat(outcome(community, s)).isEqualTo("overturned"));
    assertThat(community.action("account:a")).isEqualTo("none");
    assertThat(community.next("carol")).isEmpty();

    community.review.rulings().undo(kept.batch(), "lead", "too fast");
    assertThat(both).allSatisfy(s -> assertThat(outcome(community, s)).isEqualTo("waits"));
    assertThat(community.action("account:a")).isEqualTo("suspend");
  }

  @Test
  void nobodyWhoHadAHandInItDecidesTheAppeal(Community community) throws IOException {
    community.pin("p", "a", "a pin", 0, 10);
    community.says("person:ann", "pin:p", "spam");
    BulkUndoIT.carriedOut(
        community,
        "spam",
        Stream.concat(Stream.of("pin:p"), IntStream.range(0, 200).mapToObj(i -> "pin:x" + i))
            .toList());
    Statement statement = statement(community, "pin:p");
    community.review.appeals().file(statement.token(), "no");

    for (String judge : List.of("person:ann", "person:lead", "person:second")) {
      assertThat(community.next(judge)).as(judge).isEmpty();
    }
    assertThat(community.take("person:zoe").item().appeal()).isPresent();
  }

  @Test
  void noMachineAloneClosesAnAppeal(Community community) {
    Statement statement = byRule(community, "p");
    community.review.appeals().file(statement.token(), "no");
    assertThat(community.next("key:bot")).isEmpty();
    Lease lease = community.take("key:bot/zoe");
    Ruling alone =
        new Ruling(
            lease.item().id(),
            lease.token(),
            "key:bot",
            Optional.empty(),
            "r",
            Optional.empty(),
            false);
    assertThat(community.review.rulings().rule(alone)).isEqualTo(new Ruled.NotByMachine());
    assertThat(outcome(community, statement)).isEqualTo("waits");
    assertThat(community.rule(lease, "", false)).isInstanceOf(Ruled.Kept.class);
  }

  @Test
  void aModifiedDecisionTakesThePlaceOfTheOldOneWithoutCostingTime(Community community) {
    community.pin("p", "a", "a pin", 0, 10);
    community.says("person:ann", "pin:p", "hate");
    Instant begun = community.instant();
    Statement statement = statement(community, "pin:p");
    assertThat(statement.action()).isEqualTo("remove");
    community.pass(Duration.ofDays(10));
    community.review.appeals().file(statement.token(), "it is no hate");
    community
        .review
        .rulings()
        .rule(ruling(community.take("bob"), Optional.of("spam"), Optional.empty()));

    assertThat(outcome(community, statement)).isEqualTo("modified");
    assertThat(community.action("pin:p")).isEqualTo("limit");
    assertThat(community.ledger.enforcement(EntityId.parse("pin:p"), community.instant()).because())
        .singleElement()
        .satisfies(
            because -> assertThat(because.until()).contains(begun.plus(Duration.ofDays(30))));
    assertThat(community.reader.strikes(EntityId.parse("account:a")))
        .extracting(Strike::policy, Strike::since)
        .containsExactly(tuple("spam", begun));

    Statement answer = statement(community, "pin:p");
    assertThat(answer.ends()).isEmpty();
    assertThat(answer.text().objection()).startsWith("This is our answer to an objection");
    assertThat(community.review.appeals().file(answer.token(), "again"))
        .isEqualTo(new Filed.Final());
  }

  @Test
  void aShorterTimeIsAModificationToo(Community community) {
    Statement statement = restricted(community);
    community.review.appeals().file(statement.token(), "thirty days are too long");
    community
        .review
        .rulings()
        .rule(ruling(community.take("bob"), Optional.of("spam"), Optional.of(Duration.ofDays(2))));
    assertThat(outcome(community, statement)).isEqualTo("modified");
    community.pass(Duration.ofDays(2));
    assertThat(community.action("pin:p")).isEqualTo("none");
    assertThat(community.reader.strikes(EntityId.parse("account:a"))).hasSize(1);
  }

  @Test
  void overturnedDecisionsLowerWhatTheirSourceIsBelievedAndUndoGivesItBack(Community community) {
    SourceName sure = new SourceName(SourceKind.RULE, "sure");
    List<Ruled.Kept> decisions = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Statement statement = byRule(community, "p" + i);
      community.review.appeals().file(statement.token(), "no");
      decisions.add((Ruled.Kept) community.rule(community.take("bob"), "", false));
    }
    community.follow();
    assertThat(community.ledger.reputations().newest(sure).orElseThrow().value())
        .isCloseTo(10 / 13.0, within(1e-9));

    community.pin("later", "c", "a pin the rules are sure of", 0.95, 10);
    assertThat(community.action("pin:later")).as("0.95 × 10/13 is below 0.8").isEqualTo("none");
    community.follow();
    assertThat(community.take("zoe").item().entity()).isEqualTo(EntityId.parse("pin:later"));

    decisions.forEach(d -> community.review.rulings().undo(d.batch(), "lead", "all wrong"));
    community.follow();
    assertThat(community.ledger.reputations().newest(sure).orElseThrow().value()).isEqualTo(1);
    assertThat(community.action("pin:later")).as("said while it was doubted").isEqualTo("none");
    assertThat(community.action("pin:p0")).isEqualTo("limit");
  }

  @Test
  void aReviewerWhoWasOverturnedIsKnownAndStillActs(Community community) {
    Statement statement = restricted(community);
    community.review.appeals().file(statement.token(), "no");
    community.rule(community.take("bob"), "", false);
    community.follow();
    assertThat(
            community
                .ledger
                .reputations()
                .newest(new SourceName(SourceKind.REVIEWER, "alice"))
                .orElseThrow()
                .value())
        .isLessThan(1);
    community.pin("next", "c", "a pin", 0, 10);
    community.says("alice", "pin:next", "spam");
    assertThat(community.action("pin:next")).isEqualTo("limit");
  }

  @Test
  void reputationIsTheSameAfterARestart(Community community) {
    Statement statement = byRule(community, "p");
    community.review.appeals().file(statement.token(), "no");
    community.rule(community.take("bob"), "", false);
    community.follow();
    Ledger again = Ledger.open(community.database, Ledger.Settings.DEFAULT, community);
    assertThat(again.reputations()).isEqualTo(community.ledger.reputations());
    assertThat(again.reputations().steps()).isNotEmpty();
  }

  @Test
  void aPolicyThatIsGoneMeanwhileCanStillBeUpheldOrOverturnedButNotPutInPlace(Community community) {
    Statement statement = restricted(community);
    community.review.appeals().file(statement.token(), "no");
    Lease lease = community.take("bob");
    community.retire("spam");
    assertThat(
            community
                .review
                .rulings()
                .rule(ruling(lease, Optional.of("spam"), Optional.of(Duration.ofDays(1)))))
        .isEqualTo(new Ruled.NoSuchPolicy("spam"));
    assertThat(
            community.review.rulings().rule(ruling(lease, Optional.of("spam"), Optional.empty())))
        .isInstanceOf(Ruled.Kept.class);
    assertThat(outcome(community, statement)).isEqualTo("upheld");
  }

  @Test
  void reportersAreBelievedLessWhenAnAppealShowsThatTheyWereWrong(Community community) {
    community.pin("r", "a", "my own shop", 0.5, 10);
    community.report("r", "rita");
    community.follow();
    community.rule(community.take("ann"), "spam", false);
    community.follow();
    assertThat(trust(community)).isEqualTo(new Trust(1, 0));
    assertThat(community.review.reporters(EntityId.parse("pin:r")))
        .as("beside this one")
        .containsExactly(Map.entry("account:rita", Trust.UNKNOWN));

    Statement statement = community.review.appeals().of(EntityId.parse("pin:r")).getFirst();
    community.review.appeals().file(statement.token(), "it is my own");
    Ruled ruled = community.rule(community.take("bob"), "", false);
    assertThat(trust(community)).isEqualTo(new Trust(0, 1));

    community.review.rulings().undo(((Ruled.Kept) ruled).batch(), "lena", "too fast");
    assertThat(trust(community)).isEqualTo(new Trust(1, 0));
  }

  private static Trust trust(Community community) {
    return community
        .database
        .jdbi()
        .withHandle(handle -> new Reports(handle).trust("account:rita"));
  }

  @Test
  void appealsAreCountedByPolicySourceAndLanguage(Community community) {
    Statement overturned = byRule(community, "p0");
    Statement upheld = byRule(community, "p1");
    byRule(community, "p2");
    community.speaks("by-p3", "other", "de");
    Statement waits = byRule(community, "p3");
    community.review.appeals().file(overturned.token(), "no");
    community.pass(Duration.ofHours(2));
    community.rule(community.take("bob"), "", false);
    community.review.appeals().file(upheld.token(), "no");
    community.pass(Duration.ofHours(4));
    community.rule(community.take("bob"), "spam", false);
    community.review.appeals().file(waits.token(), "nein");
    community.pass(Appeals.DUE.plusHours(1));

    AppealStatistics statistics = new AppealStatistics(community.database.jdbi());
    Instant now = community.instant();
    assertThat(statistics.of(By.SOURCE, Community.NOON, now, now, 10))
        .containsExactly(new Line("rule:sure", 4, 3, 1, 1, 1, 1, 0, OptionalDouble.of(3)));
    assertThat(statistics.of(By.LANGUAGE, Community.NOON, now, now, 10))
        .extracting(Line::key, Line::filed)
        .containsExactly(tuple("en", 2L), tuple("de", 1L));
    assertThat(statistics.of(By.POLICY, now, now.plusSeconds(1), now, 10)).isEmpty();
  }
}

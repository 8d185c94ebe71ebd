package io.hedgerow.ledger.enforcement;

import static io.hedgerow.ledger.Samples.NOON;
import static io.hedgerow.ledger.Samples.entity;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hedgerow.engine.decision.SourceKind;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.policy.Action;
import io.hedgerow.ledger.Samples;
import io.hedgerow.ledger.enforcement.Ranking.SourceName;
import io.hedgerow.ledger.label.Coverage;
import io.hedgerow.ledger.label.Label;
import io.hedgerow.ledger.label.Label.Says;
import io.hedgerow.ledger.label.LabelSample;
import io.hedgerow.ledger.label.Source;
import io.hedgerow.ledger.reputation.Reputation;
import io.hedgerow.ledger.reputation.Reputations;
import io.hedgerow.ledger.rulebook.Rulebook;
import io.hedgerow.ledger.strike.Strike;
import io.hedgerow.ledger.strike.Strikes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ResolverTest {
  private static final EntityId PIN = entity("pin:p1");
  private static final EntityId ACCOUNT = entity("account:u1");
  private static final Rulebook RULEBOOK = Samples.rulebook();

  private final Resolver resolver = new Resolver(Ranking.DEFAULT);

  @Test
  void nothingIsInForceWithoutLabels() {
    assertThat(resolve(List.of(), NOON)).isEqualTo(Enforcement.none(PIN));
  }

  @Test
  void surfaceOfThePolicyIsStricterThanTheRest() {
    Enforcement enforcement = resolve(List.of(rule(1, "spam", 0.9)), NOON);
    assertThat(enforcement.on("home")).isEqualTo(Action.LIMIT);
    assertThat(enforcement.on("search")).isEqualTo(Action.REMOVE);
  }

  @Test
  void unsureMachineAsksForReviewAndChangesNothing() {
    Enforcement enforcement = resolve(List.of(rule(1, "spam", 0.79)), NOON);
    assertThat(enforcement.action()).isEqualTo(Action.NONE);
    assertThat(enforcement.review()).containsExactly("spam");
  }

  @Test
  void unsureMachineDoesNotHideASureOne() {
    Label model = label(2, "spam", Label.VIOLATES, new Source(SourceKind.MODEL, "m", "1"), 0.95);
    assertThat(resolve(List.of(rule(1, "spam", 0.1), model), NOON).action())
        .isEqualTo(Action.LIMIT);
  }

  @Test
  void personBeatsMachineWhicheverCameLater() {
    Label clears = person(2, "spam", Label.CLEARS);
    assertThat(resolve(List.of(rule(1, "spam", 1), clears, rule(3, "spam", 1)), NOON).action())
        .isEqualTo(Action.NONE);
  }

  @Test
  void personBeatsMachineOfTheSameRank() {
    Ranking bankAsGoodAsPeople =
        new Ranking(
            Ranking.DEFAULT.ranks(), Map.of(new SourceName(SourceKind.HASH, "bank"), 50), Map.of());
    Label bank = label(2, "spam", Label.VIOLATES, new Source(SourceKind.HASH, "bank", ""), 1);
    List<Label> labels = List.of(person(1, "spam", Label.CLEARS), bank);
    assertThat(resolve(new Resolver(bankAsGoodAsPeople), labels).action()).isEqualTo(Action.NONE);
  }

  @Test
  void sourceOfHigherRankBeatsAPerson() {
    Ranking bankAbovePeople =
        new Ranking(
            Ranking.DEFAULT.ranks(), Map.of(new SourceName(SourceKind.HASH, "bank"), 55), Map.of());
    Label bank = label(1, "spam", Label.VIOLATES, new Source(SourceKind.HASH, "bank", ""), 1);
    List<Label> labels = List.of(bank, person(2, "spam", Label.CLEARS));
    assertThat(resolve(new Resolver(bankAbovePeople), labels).action()).isEqualTo(Action.LIMIT);
  }

  @Test
  void laterPersonBeatsEarlierPerson() {
    List<Label> labels =
        List.of(person(1, "spam", Label.CLEARS), person(2, "spam", Label.VIOLATES));
    assertThat(resolve(labels, NOON).action()).isEqualTo(Action.LIMIT);
    assertThat(resolve(List.of(labels.get(0)), NOON).action()).isEqualTo(Action.NONE);
  }

  @Test
  void appealBeatsReviewer() {
    Label appeal = label(1, "spam", Label.CLEARS, new Source(SourceKind.APPEAL, "a", ""), 1);
    assertThat(resolve(List.of(appeal, person(2, "spam", Label.VIOLATES)), NOON).action())
        .isEqualTo(Action.NONE);
  }

  @Test
  void laterReviewerDoesNotOverruleAnAppealOnTheSameContent() {
    Label appeal = showing(appeal(2, Label.CLEARS), "v1");
    Label same = showing(rule(3, "hate", 1), "v1");
    Label reviewer = showing(person(4, "hate", Label.VIOLATES), "v1");
    Enforcement enforcement = resolve(List.of(appeal, same, reviewer), NOON);
    assertThat(enforcement.action()).isEqualTo(Action.NONE);
    assertThat(enforcement.review()).isEmpty();
  }

  @Test
  void laterReviewerDecidesOnContentThatTheAppealDidNotSee() {
    Label appeal = showing(appeal(2, Label.CLEARS), "v1");
    Label reviewer = showing(person(3, "hate", Label.VIOLATES), "v2");
    assertThat(resolve(List.of(appeal, reviewer), NOON).action()).isEqualTo(Action.REMOVE);
    assertThat(resolver.known(List.of(appeal, reviewer), NOON).holdsUntil()).isEqualTo(Instant.MAX);
  }

  @Test
  void laterReviewerDecidesOnWhatAnAccountDidSinceTheAppeal() {
    Label appeal = appeal(2, Label.CLEARS);
    Label reviewer = person(4, "hate", Label.VIOLATES);
    Label soon = rule(3, "hate", 1);
    Label late = created(rule(3, "hate", 1), NOON.plus(Coverage.REST));
    assertThat(resolve(List.of(appeal, reviewer), NOON).action()).isEqualTo(Action.NONE);
    assertThat(resolve(List.of(appeal, soon, reviewer), NOON).action()).isEqualTo(Action.NONE);
    assertThat(resolve(List.of(appeal, late, reviewer), NOON).action()).isEqualTo(Action.REMOVE);
  }

  @Test
  void laterReviewerClearsNewContentOfWhatAnAppealPutInAnothersPlace() {
    Label appeal = showing(appeal(2, Label.VIOLATES), "v1");
    Label reviewer = showing(person(3, "hate", Label.CLEARS), "v2");
    assertThat(resolve(List.of(appeal), NOON).action()).isEqualTo(Action.REMOVE);
    assertThat(resolve(List.of(appeal, reviewer), NOON).action()).isEqualTo(Action.NONE);
  }

  @Test
  void machineThatSpeaksOfOtherContentThanWasClearedAsksAPersonAndChangesNothing() {
    Label clears = showing(person(1, "spam", Label.CLEARS), "v1");
    Enforcement same = resolve(List.of(clears, showing(rule(2, "spam", 1), "v1")), NOON);
    Enforcement other = resolve(List.of(clears, showing(rule(2, "spam", 1), "v2")), NOON);
    assertThat(same.review()).isEmpty();
    assertThat(other.review()).containsExactly("spam");
    assertThat(List.of(same, other)).extracting(Enforcement::action).containsOnly(Action.NONE);
  }

  @Test
  void bankThatLearnsLaterAsksAboutWhatWasCleared() {
    Label clears = showing(person(2, "hate", Label.CLEARS), "v1");
    Source bank = new Source(SourceKind.HASH, "bank", "");
    Label before = label(1, "hate", Label.VIOLATES, bank, 1);
    Label after = label(3, "hate", Label.VIOLATES, bank, 1);
    assertThat(resolve(List.of(before, clears), NOON).review()).isEmpty();
    assertThat(resolve(List.of(clears, after), NOON).review()).containsExactly("hate");
    assertThat(resolve(List.of(clears, after), NOON).action()).isEqualTo(Action.NONE);
  }

  @Test
  void nextClearanceCoversWhatWasAskedAboutSince() {
    Label asked = showing(rule(2, "spam", 1), "v2");
    List<Label> labels =
        List.of(
            showing(person(1, "spam", Label.CLEARS), "v1"),
            asked,
            showing(person(3, "spam", Label.CLEARS), "v2"),
            showing(rule(4, "spam", 1), "v2"));
    assertThat(resolve(labels, NOON).review()).isEmpty();
  }

  @Test
  void poorReputationTakesAwayTheEffect() {
    Ranking doubted =
        new Ranking(
            Ranking.DEFAULT.ranks(),
            Map.of(),
            Map.of(new SourceName(SourceKind.RULE, "flood"), 0.5));
    assertThat(resolve(new Resolver(doubted), List.of(rule(1, "spam", 1))).action())
        .isEqualTo(Action.NONE);
  }

  @Test
  void lowerReputationCountsForWhatIsSaidFromThenOn() {
    SourceName flood = new SourceName(SourceKind.RULE, "flood");
    Resolver learned =
        new Resolver(
            Ranking.DEFAULT.with(
                Reputations.NONE.with(new Reputation(flood, 0.5, 1, 3, "appeals", NOON, 7))));
    Label before = rule(7, "spam", 1);
    Label after = rule(8, "spam", 1);
    assertThat(resolve(learned, List.of(before)).action()).isEqualTo(Action.LIMIT);
    assertThat(resolve(learned, List.of(after)).action()).isEqualTo(Action.NONE);
    assertThat(resolve(learned, List.of(after)).review()).containsExactly("spam");
  }

  @Test
  void whatAnAppealPutsInThePlaceOfOthersDatesFromThem() {
    Instant begun = NOON.minus(Duration.ofDays(10));
    Source appeal = new Source(SourceKind.APPEAL, "a", "");
    List<Label> labels =
        List.of(
            created(rule(1, "hate", 1), begun),
            batched(created(label(2, "hate", new Says.Negates(1), appeal, 1), NOON), "appeal"),
            batched(created(label(3, "hate", Label.CLEARS, appeal, 1), NOON), "appeal"),
            batched(created(label(4, "spam", Label.VIOLATES, appeal, 1), NOON), "appeal"));
    Enforcement enforcement = resolve(labels, NOON);
    assertThat(enforcement.action()).isEqualTo(Action.LIMIT);
    assertThat(enforcement.because().getFirst().until()).contains(begun.plus(Duration.ofDays(30)));
    assertThat(Strikes.of(PIN, ACCOUNT, labels, false, RULEBOOK, resolver))
        .extracting(Strike::policy, Strike::since)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("spam", begun));
  }

  @Test
  void timedActionEndsByItself() {
    List<Label> labels = List.of(rule(1, "spam", 1));
    Instant end = NOON.plus(Duration.ofDays(30));
    assertThat(resolve(labels, end.minusNanos(1)).action()).isEqualTo(Action.LIMIT);
    assertThat(resolve(labels, end).action()).isEqualTo(Action.NONE);
    assertThat(resolve(labels, NOON).recheck()).contains(end);
    assertThat(resolve(labels, NOON).because().getFirst().until()).contains(end);
  }

  @Test
  void machineThatSpokeTooLongAgoIsHeardNoMoreAndItsEndIsForeseen() {
    Duration week = Duration.ofDays(7);
    Duration day = Duration.ofDays(1);
    Ranking fresh =
        Ranking.DEFAULT.with(
            new Freshness(
                Map.of(SourceKind.RULE, week),
                Map.of(new SourceName(SourceKind.RULE, "hasty"), day)));
    Resolver growing = new Resolver(fresh);
    List<Label> labels = List.of(rule(1, "hate", 1));
    Enforcement now = growing.resolve(PIN, labels, List.of(), false, RULEBOOK, NOON);
    assertThat(now.action()).isEqualTo(Action.REMOVE);
    assertThat(now.recheck()).contains(NOON.plus(week));
    assertThat(now.because().getFirst().until()).contains(NOON.plus(week));
    assertThat(growing.resolve(PIN, labels, List.of(), false, RULEBOOK, NOON.plus(week)).action())
        .isEqualTo(Action.NONE);
    Label hasty = label(1, "hate", Label.VIOLATES, new Source(SourceKind.RULE, "hasty", ""), 1);
    assertThat(
            growing
                .resolve(PIN, List.of(hasty), List.of(), false, RULEBOOK, NOON.plus(day))
                .action())
        .isEqualTo(Action.NONE);
  }

  @Test
  void whatPeopleDecidedDoesNotGrowOld() {
    assertThatThrownBy(
            () -> new Freshness(Map.of(SourceKind.REVIEWER, Duration.ofDays(1)), Map.of()))
        .hasMessageContaining("REVIEWER");
    assertThatThrownBy(() -> new Freshness(Map.of(SourceKind.MODEL, Duration.ZERO), Map.of()))
        .hasMessageContaining("must be above zero, was PT0S");
  }

  @Test
  void expiredLabelHasNoEffect() {
    Label hour = expiring(rule(1, "hate", 1), NOON.plus(Duration.ofHours(1)));
    assertThat(resolve(List.of(hour), NOON.plus(Duration.ofHours(1))).action())
        .isEqualTo(Action.NONE);
  }

  @Test
  void expiredClearLetsTheMachineSpeakAgain() {
    Label clears = expiring(person(2, "hate", Label.CLEARS), NOON.plus(Duration.ofHours(1)));
    List<Label> labels = List.of(rule(1, "hate", 1), clears);
    assertThat(resolve(labels, NOON).action()).isEqualTo(Action.NONE);
    assertThat(resolve(labels, NOON.plus(Duration.ofHours(1))).action()).isEqualTo(Action.REMOVE);
  }

  @Test
  void negatedNegationBringsTheLabelBack() {
    List<Label> labels = new ArrayList<>(List.of(rule(1, "spam", 1), negates(2, 1)));
    assertThat(resolve(labels, NOON).action()).isEqualTo(Action.NONE);
    labels.add(negates(3, 2));
    assertThat(resolve(labels, NOON).action()).isEqualTo(Action.LIMIT);
  }

  @Test
  void trustedEntityIsNotActionedByMachinesAlone() {
    Enforcement machine = resolve(List.of(rule(1, "spam", 1)), true);
    assertThat(machine.action()).isEqualTo(Action.NONE);
    assertThat(machine.review()).containsExactly("spam");
    assertThat(resolve(List.of(person(1, "spam", Label.VIOLATES)), true).action())
        .isEqualTo(Action.LIMIT);
  }

  @Test
  void policyThatThePackDoesNotHaveHasNoEffect() {
    assertThat(resolve(List.of(rule(1, "retired", 1)), NOON)).isEqualTo(Enforcement.none(PIN));
  }

  @Test
  void thirdStrikeSuspendsForItsTime() {
    List<Strike> strikes = strikes(3);
    Instant third = strikes.getLast().since();
    assertThat(account(strikes, List.of(), third).action()).isEqualTo(Action.SUSPEND);
    assertThat(account(strikes, List.of(), third.plus(Duration.ofDays(7))).action())
        .isEqualTo(Action.WARN);
    assertThat(account(strikes, List.of(), NOON.plus(Duration.ofDays(400))).action())
        .isEqualTo(Action.NONE);
  }

  @Test
  void suspensionWithoutDurationOutlastsItsStrikes() {
    assertThat(account(strikes(5), List.of(), NOON.plus(Duration.ofDays(400))).action())
        .isEqualTo(Action.SUSPEND);
  }

  @Test
  void personLiftsWhatTheLadderReached() {
    Label clears =
        LabelSample.like(person(9, "spam", Label.CLEARS))
            .on(ACCOUNT)
            .created(NOON.plus(Duration.ofDays(10)))
            .build();
    assertThat(account(strikes(5), List.of(clears), NOON.plus(Duration.ofDays(20))).action())
        .isEqualTo(Action.NONE);
  }

  private Enforcement resolve(List<Label> labels, Instant at) {
    return resolver.resolve(PIN, labels, List.of(), false, RULEBOOK, at);
  }

  private static Enforcement resolve(Resolver resolver, List<Label> labels) {
    return resolver.resolve(PIN, labels, List.of(), false, RULEBOOK, NOON);
  }

  private Enforcement resolve(List<Label> labels, boolean trusted) {
    return resolver.resolve(PIN, labels, List.of(), trusted, RULEBOOK, NOON);
  }

  private Enforcement account(List<Strike> strikes, List<Label> labels, Instant at) {
    return resolver.resolve(ACCOUNT, labels, strikes, false, RULEBOOK, at);
  }

  private static List<Strike> strikes(int count) {
    List<Strike> strikes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Instant since = NOON.plus(Duration.ofDays(i));
      strikes.add(
          new Strike(
              entity("pin:s" + i), "spam", ACCOUNT, 1, since, since.plus(Duration.ofDays(90)), i));
    }
    return strikes;
  }

  private static Label rule(long id, String policy, double confidence) {
    return label(
        id, policy, Label.VIOLATES, new Source(SourceKind.RULE, "flood", "v1"), confidence);
  }

  private static Label person(long id, String policy, Says says) {
    return label(id, policy, says, Source.reviewer("ann"), 1);
  }

  private static Label appeal(long id, Says says) {
    return label(id, "hate", says, new Source(SourceKind.APPEAL, "a", ""), 1);
  }

  private static Label negates(long id, long target) {
    return person(id, "spam", new Says.Negates(target));
  }

  private static Label label(long id, String policy, Says says, Source source, double confidence) {
    return LabelSample.of(id)
        .policy(policy)
        .says(says)
        .by(source)
        .confidence(confidence)
        .created(NOON)
        .build();
  }

  private static Label expiring(Label label, Instant at) {
    return LabelSample.like(label).expires(at).build();
  }

  private static Label created(Label label, Instant at) {
    return LabelSample.like(label).created(at).build();
  }

  private static Label batched(Label label, String batch) {
    return LabelSample.like(label).batch(batch).build();
  }

  private static Label showing(Label label, String content) {
    return LabelSample.like(label).content(content).build();
  }
}

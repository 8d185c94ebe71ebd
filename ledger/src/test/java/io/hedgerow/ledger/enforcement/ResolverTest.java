package io.hedgerow.ledger.enforcement;

import static io.hedgerow.ledger.Samples.NOON;
import static io.hedgerow.ledger.Samples.entity;
import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.engine.decision.SourceKind;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.policy.Action;
import io.hedgerow.ledger.Samples;
import io.hedgerow.ledger.enforcement.Ranking.SourceName;
import io.hedgerow.ledger.label.Label;
import io.hedgerow.ledger.label.Label.Says;
import io.hedgerow.ledger.label.Source;
import io.hedgerow.ledger.reputation.Reputation;
import io.hedgerow.ledger.reputation.Reputations;
import io.hedgerow.ledger.rulebook.Rulebook;
import io.hedgerow.ledger.strike.Strike;
import io.hedgerow.ledger.strike.Strikes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
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
        new Label(
            9,
            Optional.empty(),
            ACCOUNT,
            "spam",
            Label.CLEARS,
            Source.reviewer("ann"),
            1,
            "",
            "ann",
            NOON.plus(Duration.ofDays(10)),
            Optional.empty(),
            Optional.empty());
    assertThat(account(strikes(5), List.of(clears), NOON.plus(Duration.ofDays(20))).action())
        .isEqualTo(Action.NONE);
  }

  @Test
  void undoingAnythingRestoresWhatWasBefore() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      List<Label> before = randomLabels(random, random.nextInt(8), 1);
      List<Label> batch = randomLabels(random, 1 + random.nextInt(4), before.size() + 1);
      List<Label> after = new ArrayList<>(before);
      after.addAll(batch);
      long id = after.size();
      for (Label label : batch) {
        after.add(negates(++id, label.id()));
      }
      Instant at = NOON.plus(Duration.ofHours(random.nextInt(100)));
      assertThat(resolve(after, at).sameEffect(resolve(before, at)))
          .as("seed %d, round %d: %s then %s", seed, round, before, batch)
          .isTrue();
    }
  }

  @Test
  void orderOfReadingDoesNotMatter() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 1_000; round++) {
      List<Label> labels = randomLabels(random, random.nextInt(9), 1);
      List<Label> shuffled = new ArrayList<>(labels);
      java.util.Collections.shuffle(shuffled, random);
      assertThat(resolve(shuffled, NOON)).as("seed %d", seed).isEqualTo(resolve(labels, NOON));
    }
  }

  @Test
  void nothingChangesBeforeTheRecheck() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 1_000; round++) {
      List<Label> labels = randomLabels(random, random.nextInt(9), 1);
      Enforcement now = resolve(labels, NOON);
      Instant until = now.recheck().orElse(NOON.plus(Duration.ofDays(1_000)));
      assertThat(resolve(labels, until.minusNanos(1)).sameEffect(now))
          .as("seed %d, round %d: %s", seed, round, labels)
          .isTrue();
    }
  }

  @Test
  void agreesWithAPlainReadingOfTheRules() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 3_000; round++) {
      List<Label> labels = randomLabels(random, random.nextInt(9), 1);
      Instant at = NOON.plus(Duration.ofHours(random.nextInt(100)));
      boolean trusted = random.nextInt(4) == 0;
      Enforcement fast = resolver.resolve(PIN, labels, List.of(), trusted, RULEBOOK, at);
      assertThat(fast.action())
          .as("seed %d, round %d, at %s: %s", seed, round, at, labels)
          .isEqualTo(plain(labels, trusted, at));
    }
  }

  /** The rules of docs/reference/resolver.md, word by word and as slow as they come. */
  private static Action plain(List<Label> labels, boolean trusted, Instant at) {
    Map<Long, Boolean> stands = new HashMap<>();
    for (int i = labels.size() - 1; i >= 0; i--) {
      long id = labels.get(i).id();
      stands.put(
          id,
          labels.stream()
              .noneMatch(l ->
                  l.says() instanceof Says.Negates(long target)
                      && target == id
                      && stands.getOrDefault(l.id(), false)));
    }
    Action hardest = Action.NONE;
    for (String policy : List.of("spam", "hate")) {
      Label best = null;
      for (Label label : labels) {
        boolean human = label.source().kind().human();
        double sure = policy.equals("spam") ? 0.8 : 0.9;
        boolean counts =
            label.policy().equals(policy)
                && stands.getOrDefault(label.id(), false)
                && !(label.says() instanceof Says.Negates)
                && (human || label.confidence() >= sure)
                && label.unexpired(at)
                && (label.says() instanceof Says.Clears
                    || policy.equals("hate")
                    || at.isBefore(label.created().plus(Duration.ofDays(30))));
        if (counts && (best == null || beats(label, best))) {
          best = label;
        }
      }
      if (best != null
          && best.says() instanceof Says.Violates
          && (!trusted || best.source().kind().human())) {
        Action action = policy.equals("spam") ? Action.LIMIT : Action.REMOVE;
        hardest = action.compareTo(hardest) > 0 ? action : hardest;
      }
    }
    return hardest;
  }

  private static boolean beats(Label one, Label other) {
    List<SourceKind> order =
        List.of(
            SourceKind.REPORT,
            SourceKind.LLM,
            SourceKind.MODEL,
            SourceKind.RULE,
            SourceKind.HASH,
            SourceKind.REVIEWER,
            SourceKind.APPEAL);
    int byRank = order.indexOf(one.source().kind()) - order.indexOf(other.source().kind());
    if (byRank != 0) {
      return byRank > 0;
    }
    if (!one.source().kind().human() && one.confidence() != other.confidence()) {
      return one.confidence() > other.confidence();
    }
    return one.id() > other.id();
  }

  private static List<Label> randomLabels(Random random, int count, long first) {
    List<Label> labels = new ArrayList<>();
    SourceKind[] kinds = SourceKind.values();
    for (int i = 0; i < count; i++) {
      long id = first + i;
      Says says =
          switch (random.nextInt(5)) {
            case 0 -> Label.CLEARS;
            case 1 -> id > 1 ? new Says.Negates(1 + random.nextLong(id - 1)) : Label.VIOLATES;
            default -> Label.VIOLATES;
          };
      Label label =
          label(
              id,
              random.nextBoolean() ? "spam" : "hate",
              says,
              new Source(kinds[random.nextInt(kinds.length)], "s" + random.nextInt(3), ""),
              (1 + random.nextInt(10)) / 10.0);
      boolean expires = random.nextInt(3) == 0 && !(says instanceof Says.Negates);
      labels.add(
          expires ? expiring(label, NOON.plus(Duration.ofHours(1 + random.nextInt(80)))) : label);
    }
    return labels;
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

  private static Label negates(long id, long target) {
    return person(id, "spam", new Says.Negates(target));
  }

  private static Label label(long id, String policy, Says says, Source source, double confidence) {
    return new Label(
        id,
        Optional.empty(),
        PIN,
        policy,
        says,
        source,
        confidence,
        "because",
        "ann",
        NOON,
        Optional.empty(),
        Optional.empty());
  }

  private static Label expiring(Label l, Instant at) {
    return new Label(
        l.id(),
        l.decision(),
        l.entity(),
        l.policy(),
        l.says(),
        l.source(),
        l.confidence(),
        l.reason(),
        l.author(),
        l.created(),
        Optional.of(at),
        l.batch());
  }

  private static Label created(Label l, Instant at) {
    return new Label(
        l.id(),
        l.decision(),
        l.entity(),
        l.policy(),
        l.says(),
        l.source(),
        l.confidence(),
        l.reason(),
        l.author(),
        at,
        l.expires(),
        l.batch());
  }

  private static Label batched(Label l, String batch) {
    return new Label(
        l.id(),
        l.decision(),
        l.entity(),
        l.policy(),
        l.says(),
        l.source(),
        l.confidence(),
        l.reason(),
        l.author(),
        l.created(),
        l.expires(),
        Optional.of(batch));
  }
}

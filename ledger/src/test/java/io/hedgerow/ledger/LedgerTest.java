package io.hedgerow.ledger;

import static io.hedgerow.ledger.Samples.decided;
import static io.hedgerow.ledger.Samples.entity;
import static io.hedgerow.ledger.Samples.pin;
import static io.hedgerow.ledger.Samples.proposes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.decision.ProposedLabel;
import io.hedgerow.engine.decision.SourceKind;
import io.hedgerow.engine.event.Event;
import io.hedgerow.engine.policy.Action;
import io.hedgerow.ledger.audit.AuditChain;
import io.hedgerow.ledger.audit.Verification;
import io.hedgerow.ledger.database.Database;
import io.hedgerow.ledger.decision.StoredDecision;
import io.hedgerow.ledger.enforcement.Enforcement;
import io.hedgerow.ledger.enforcement.Ranking;
import io.hedgerow.ledger.enforcement.Ranking.SourceName;
import io.hedgerow.ledger.label.Coverage;
import io.hedgerow.ledger.label.Label;
import io.hedgerow.ledger.label.LabelWrite;
import io.hedgerow.ledger.label.Source;
import io.hedgerow.ledger.pack.StoredPacks;
import io.hedgerow.ledger.quota.Quotas;
import io.hedgerow.ledger.rulebook.Rulebook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshDatabase.class)
final class LedgerTest {
  private final Samples.Clock clock = new Samples.Clock();
  private Database database;
  private Ledger ledger;
  private LedgerReader reader;

  @BeforeEach
  void open(Database fresh) {
    database = fresh;
    ledger = reopened();
    reader = new LedgerReader(fresh);
  }

  private Ledger reopened() {
    Ledger opened = Ledger.open(database, Ledger.Settings.DEFAULT, clock);
    opened.use(Samples.rulebook());
    return opened;
  }

  @Test
  void decisionsAreNumberedInTheirOrder() {
    assertThat(ledger.commit(List.of(pin("p1", "u1"), pin("p2", "u1"))))
        .containsExactly(new Outcome.Stored(1), new Outcome.Stored(2));
  }

  @Test
  void keptDecisionReadsBackEqual() {
    Decided pin = pin("p1", "u1", proposes("pin:p1", "spam", 0.9));
    ledger.commit(List.of(pin));
    StoredDecision stored = reader.decision(pin.decision().id()).orElseThrow();
    assertThat(stored.decision()).isEqualTo(pin.decision());
    assertThat(stored.event()).isEqualTo(pin.event());
  }

  @Test
  void repeatGetsTheKeptDecision() {
    ledger.commit(List.of(pin("p1", "u1")));
    List<Outcome> again = ledger.commit(List.of(pin("p1", "u1"), pin("p2", "u1"), pin("p2", "u1")));
    assertThat(again.get(0)).isInstanceOf(Outcome.Repeat.class);
    assertThat(again.get(1)).isEqualTo(new Outcome.Stored(2));
    assertThat(again.get(2))
        .isInstanceOfSatisfying(
            Outcome.Repeat.class, repeat -> assertThat(repeat.stored().sequence()).isEqualTo(2));
    assertThat(reader.lastSequence()).isEqualTo(2);
  }

  @Test
  void sameKeyWithOtherContentIsAConflict() {
    Decided first = pin("p1", "u1");
    Event other =
        new Event(
            first.event().key(), "pin.created", Samples.NOON, Samples.NOON, Map.of("title", "x"));
    ledger.commit(List.of(first));
    assertThat(ledger.commit(List.of(new Decided(other, first.decision()))).getFirst())
        .isInstanceOfSatisfying(
            Outcome.Conflict.class,
            conflict -> assertThat(conflict.stored().event()).isEqualTo(first.event()));
  }

  @Test
  void hostileTextIsKept() {
    Decided pin = pin("p1", "u1");
    String hostile = "tab\t, new\nline, back\\slash, nul\0, \\N, half \uD800, quote\"";
    Event event =
        new Event(
            pin.event().key(), "pin.created", Samples.NOON, Samples.NOON, Map.of("title", hostile));
    Decision decision =
        Samples.decision(
            event,
            entity("account:u1"),
            entity("pin:p1"),
            new io.hedgerow.engine.decision.ProposedLabel(
                entity("pin:p1"), "spam", 0.9, "r", hostile, Optional.empty(), true));
    ledger.commit(List.of(new Decided(event, decision)));
    assertThat(reader.decision(decision.id()).orElseThrow().event().data()).isEqualTo(event.data());
  }

  @Test
  void labelledPinIsLimitedAndItsOwnerWarned() {
    ledger.commit(List.of(pin("p1", "u1", proposes("pin:p1", "spam", 0.9))));
    assertThat(reader.changesAfter(0, 10))
        .extracting(change -> change.after().entity() + " " + change.after().action())
        .containsExactly("account:u1 WARN", "pin:p1 LIMIT");
    assertThat(now("pin:p1").on("search")).isEqualTo(Action.REMOVE);
  }

  @Test
  void threeLabelledPinsSuspendTheOwnerUntilItsTimeIsServed() {
    for (int i = 1; i <= 3; i++) {
      clock.pass(Duration.ofMinutes(1));
      ledger.commit(List.of(pin("p" + i, "u1", proposes("pin:p" + i, "spam", 0.9))));
    }
    assertThat(now("account:u1").action()).isEqualTo(Action.SUSPEND);
    clock.pass(Duration.ofDays(7));
    assertThat(now("account:u1").action()).isEqualTo(Action.WARN);
    long before = reader.lastChange();
    assertThat(ledger.advance()).isPositive();
    assertThat(reader.changesAfter(before, 10))
        .extracting(change -> change.cause() + " " + change.after().action())
        .containsExactly("time WARN");
    assertThat(ledger.advance()).isZero();
  }

  @Test
  void whoReportsAThingDoesNotOwnIt() {
    ledger.commit(
        List.of(
            decided("report.filed", "r1", "angry", "pin:p1"),
            decided("pin.created", "p1", "maker", "pin:p1"),
            decided("report.filed", "r2", "angry", "pin:p1", proposes("pin:p1", "spam", 0.9))));
    assertThat(reader.strikes(entity("account:angry"))).isEmpty();
    assertThat(reader.strikes(entity("account:maker"))).hasSize(1);
  }

  @Test
  void ruleThatSaysTheSameAgainWritesNoNewLabel() {
    ledger.commit(List.of(decided("x", "e1", "u1", "pin:p1", proposes("pin:p1", "spam", 0.9))));
    ledger.commit(List.of(decided("x", "e2", "u1", "pin:p1", proposes("pin:p1", "spam", 0.9))));
    assertThat(reader.labels(entity("pin:p1"))).hasSize(1);
  }

  @Test
  void overflowOfARuleIsParkedAndCanBeReleased() {
    Rulebook strict =
        new Rulebook(
            "v1",
            Samples.rulebook().policies(),
            Map.of("link-flood", 2),
            Set.of("account"),
            Map.of());
    ledger.use(strict);
    List<Decided> flood = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      flood.add(pin("p" + i, "u" + i, proposes("pin:p" + i, "spam", 0.9)));
    }
    ledger.commit(flood);
    assertThat(reader.parked(0, 10)).hasSize(3);
    assertThat(reader.reviewRequestsAfter(0, 10)).extracting("cause").containsOnly("parked");
    assertThat(now("pin:p3").action()).isEqualTo(Action.NONE);

    long first = reader.parked(0, 10).get(0).id();
    ledger.settleParked("k1", "ann", List.of(first), true, "right");
    ledger.settleParked("k2", "ann", List.of(first + 1), false, "wrong");
    assertThat(now("pin:p2").action()).isEqualTo(Action.LIMIT);
    assertThat(now("pin:p3").action()).isEqualTo(Action.NONE);
    assertThat(reader.parked(0, 10)).hasSize(1);
    assertThatThrownBy(() -> ledger.settleParked("k3", "ann", List.of(first), true, "again"))
        .isInstanceOf(WriteRefused.class);
  }

  @Test
  void trustedAccountIsNotActionedByRules() {
    ledger.trust(entity("account:u1"), true, "ann", "press office");
    ledger.commit(List.of(pin("p1", "u1", proposes("pin:p1", "spam", 0.9))));
    assertThat(now("pin:p1").action()).isEqualTo(Action.NONE);
    assertThat(reader.strikes(entity("account:u1"))).isEmpty();
    assertThat(reader.reviewRequestsAfter(0, 10)).extracting("cause").containsExactly("unsure");
    ledger.trust(entity("account:u1"), false, "ann", "no longer");
    assertThat(reader.changesAfter(0, 10)).extracting("cause").containsOnly("trust").isNotEmpty();
    assertThat(now("pin:p1").action()).isEqualTo(Action.LIMIT);
  }

  @Test
  void whoIsTrustedIsKnownToRulesAtOnceAndAfterARestart() {
    ledger.trust(entity("account:u1"), true, "ann", "press office");
    assertThat(ledger.labels().trusted(entity("account:u1"))).isTrue();
    assertThat(reopened().labels().trusted(entity("account:u1"))).isTrue();
    ledger.trust(entity("account:u1"), false, "ann", "no longer");
    assertThat(ledger.labels().trusted(entity("account:u1"))).isFalse();
    assertThat(reopened().labels().trusted(entity("account:u1"))).isFalse();
  }

  @Test
  void personClearsWhatARuleSaid() {
    ledger.commit(List.of(pin("p1", "u1", proposes("pin:p1", "spam", 0.9))));
    ledger.write("k1", "ann", List.of(write("pin:p1", Label.CLEARS)));
    assertThat(now("pin:p1").action()).isEqualTo(Action.NONE);
    assertThat(now("account:u1").action()).isEqualTo(Action.NONE);
    assertThat(reader.strikes(entity("account:u1"))).isEmpty();
  }

  @Test
  void sameContentIsNotAskedAboutAgainOnceAPersonClearedIt() {
    ledger.commit(List.of(pin("p1", "u1", proposes("pin:p1", "spam", 0.9))));
    ledger.write("k1", "ann", List.of(write("pin:p1", Label.CLEARS)));
    ledger.commit(List.of(said("e2", "garden p1", proposes("pin:p1", "spam", 0.9))));
    assertThat(reader.labels(entity("pin:p1"))).as("the rule says nothing new").hasSize(2);
    assertThat(reader.reviewRequestsAfter(0, 10)).isEmpty();
  }

  @Test
  void newContentOfWhatAPersonClearedAsksOneAgainAndIsNotActedOnByMachines() {
    ledger.commit(List.of(pin("p1", "u1", proposes("pin:p1", "spam", 0.9))));
    ledger.write("k1", "ann", List.of(write("pin:p1", Label.CLEARS)));
    ledger.commit(List.of(said("e2", "buy this", proposes("pin:p1", "spam", 0.9))));
    ledger.commit(List.of(said("e3", "buy this", proposes("pin:p1", "spam", 0.9))));
    assertThat(reader.labels(entity("pin:p1"))).hasSize(3);
    assertThat(now("pin:p1").action()).isEqualTo(Action.NONE);
    assertThat(now("pin:p1").review()).containsExactly("spam");
    assertThat(reader.reviewRequestsAfter(0, 10)).extracting("cause").containsExactly("unsure");

    ledger.write("k2", "ann", List.of(write("pin:p1", Label.CLEARS)));
    ledger.commit(List.of(said("e4", "buy this", proposes("pin:p1", "spam", 0.9))));
    assertThat(now("pin:p1").review()).isEmpty();
    assertThat(reader.labels(entity("pin:p1"))).hasSize(4);
    ledger.undo("undo k2", "ann", "k2", "wrong");
    assertThat(now("pin:p1").review()).containsExactly("spam");
    assertThat(new AuditChain(database).verify(Optional.empty(), _ -> {}))
        .isInstanceOf(Verification.Intact.class);
  }

  @Test
  void accountThatWasClearedIsAskedAboutAgainWhenItGoesOn() {
    ledger.commit(List.of(pin("p1", "u1", proposes("account:u1", "hate", 1))));
    ledger.write("k1", "ann", List.of(hate("account:u1", Label.CLEARS, SourceKind.APPEAL)));
    ledger.commit(List.of(pin("p2", "u1", proposes("account:u1", "hate", 1))));
    assertThat(now("account:u1").review()).as("the same hour").isEmpty();
    clock.pass(Coverage.REST);
    ledger.commit(List.of(pin("p3", "u1", proposes("account:u1", "hate", 1))));
    ledger.commit(List.of(pin("p4", "u1", proposes("account:u1", "hate", 1))));
    assertThat(now("account:u1").action()).isEqualTo(Action.NONE);
    assertThat(now("account:u1").review()).containsExactly("hate");
    assertThat(reader.labels(entity("account:u1"))).hasSize(3);
    ledger.write("k2", "bob", List.of(hate("account:u1", Label.VIOLATES, SourceKind.REVIEWER)));
    assertThat(now("account:u1").action()).as("after the appeal").isEqualTo(Action.REMOVE);
  }

  private static Decided said(String id, String title, ProposedLabel... labels) {
    return Samples.decided("pin.created", id, "u1", "pin:p1", Map.of("title", title), labels);
  }

  private static LabelWrite hate(String entity, Label.Says says, SourceKind kind) {
    return new LabelWrite(
        entity(entity), "hate", says, new Source(kind, "ann", ""), 1, "looked", Optional.empty());
  }

  @Test
  void otherPoliciesTakeHoldWhenTheLedgerReconsiders() {
    ledger.use(new Rulebook("v0", Map.of(), Map.of(), Set.of("account"), Map.of()));
    ledger.commit(List.of(pin("p1", "u1", proposes("pin:p1", "spam", 0.9))));
    assertThat(reader.changesAfter(0, 10)).isEmpty();
    activation("v1");
    ledger.use(Samples.rulebook());
    assertThat(ledger.reconsider(() -> true)).as("told to stop, it leaves the rest").isZero();
    assertThat(ledger.reconsider(() -> false)).isEqualTo(1);
    assertThat(reader.changesAfter(0, 10)).extracting("cause").containsOnly("pack").hasSize(2);
    assertThat(ledger.reconsider(() -> false)).as("done is done").isZero();
  }

  @Test
  void anotherRankingIsInTheChainOnceAndEverythingIsLookedAtUnderIt() {
    ledger.commit(List.of(pin("p1", "u1", proposes("pin:p1", "spam", 0.9))));
    Ranking doubted =
        new Ranking(
            Ranking.DEFAULT.ranks(),
            Map.of(),
            Map.of(new SourceName(SourceKind.RULE, "link-flood"), 0.1));
    Ledger.Settings settings =
        new Ledger.Settings(Quotas.DEFAULT, doubted, Ledger.Settings.DEFAULT.patience());

    for (int start = 0; start < 2; start++) {
      ledger = Ledger.open(database, settings, clock);
      ledger.use(Samples.rulebook());
    }

    assertThat(new AuditChain(database).before(Long.MAX_VALUE, 10))
        .extracting("kind")
        .containsExactly("ranking", "decisions");
    assertThat(ledger.reconsider(() -> false)).isEqualTo(1);
    assertThat(ledger.reconsider(() -> false)).as("done is done").isZero();
    assertThat(reader.changesAfter(1, 10))
        .extracting(c -> c.after().action())
        .contains(Action.NONE);
    assertThat(reopened().reconsider(() -> false)).as("and back").isEqualTo(1);
  }

  @Test
  void whatIsNotedIsInTheChainWithItsWorkOrNotAtAll() {
    ledger.note("account opened", "ann", Map.of("person", "bob"), _ -> {});
    assertThatThrownBy(() ->
            ledger.note("account opened", "ann", Map.of("person", "eve"), h -> h.execute("wrong")))
        .isInstanceOf(JdbiException.class);
    assertThat(new AuditChain(database).before(Long.MAX_VALUE, 10))
        .extracting("kind", "author", "detail")
        .containsExactly(tuple("account opened", "ann", "{\"person\":\"bob\"}"));
  }

  private void activation(String version) {
    database
        .jdbi()
        .useHandle(handle -> {
          handle.execute(
              "insert into pack (version, name, files, uploaded_at, uploaded_by)"
                  + " values (?, 'p', '', now(), 'ann')",
              version);
          new StoredPacks(handle).activate(version, "ann", "", Samples.NOON);
        });
  }

  @Test
  void labelThatLastsBeyondAllCalendarsNeverExpires() {
    var proposed =
        new io.hedgerow.engine.decision.ProposedLabel(
            entity("pin:p1"), "spam", 0.9, "r", "", Optional.of(Duration.ofDays(1L << 40)), true);
    ledger.commit(List.of(pin("p1", "u1", proposed)));
    assertThat(reader.labels(entity("pin:p1")).getFirst().expires()).isEmpty();
  }

  @Test
  void sameWriteAgainChangesNothing() {
    Written first = ledger.write("k1", "ann", List.of(write("pin:p1", Label.VIOLATES)));
    Written again = ledger.write("k1", "ann", List.of(write("pin:p1", Label.VIOLATES)));
    assertThat(again).isEqualTo(new Written("k1", first.labels(), true));
    assertThatThrownBy(() -> ledger.write("k1", "ann", List.of(write("pin:p1", Label.CLEARS))))
        .isInstanceOf(WriteRefused.class)
        .hasMessageContaining("`k1` was used for another write");
  }

  @Test
  void labelThatIsNotThereCannotBeTakenBack() {
    assertThatThrownBy(() -> ledger.undo("k1", "ann", List.of(7L), "mistake"))
        .isInstanceOf(WriteRefused.class);
    ledger.write("k2", "ann", List.of(write("pin:p1", Label.VIOLATES)));
    LabelWrite other =
        new LabelWrite(
            entity("pin:p2"),
            "spam",
            new Label.Says.Negates(1),
            Source.reviewer("ann"),
            1,
            "",
            Optional.empty());
    assertThatThrownBy(() -> ledger.write("k3", "ann", List.of(other)))
        .isInstanceOf(WriteRefused.class);
  }

  @Test
  void undoOfABatchRestoresExactlyTheStateBefore() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 30; i++) {
      ledger.commit(
          List.of(pin("p" + i, "u" + i % 5, proposes("pin:p" + i, "spam", random.nextDouble()))));
    }
    List<Enforcement> before = state();
    List<LabelWrite> batch = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Label.Says says = random.nextBoolean() ? Label.CLEARS : Label.VIOLATES;
      batch.add(
          random.nextInt(4) == 0
              ? write("account:u" + random.nextInt(5), says)
              : write("pin:p" + random.nextInt(40), says));
    }
    ledger.write("batch", "ann", batch);
    List<Enforcement> between = state();
    ledger.undo("undo", "ann", "batch", "wrong list");
    assertSame(state(), before, seed);
    ledger.undo("redo", "ann", "undo", "it was right");
    assertSame(state(), between, seed);
  }

  private static void assertSame(List<Enforcement> now, List<Enforcement> then, long seed) {
    for (int i = 0; i < then.size(); i++) {
      assertThat(now.get(i).sameEffect(then.get(i)))
          .as("seed %d: %s was %s", seed, now.get(i), then.get(i))
          .isTrue();
    }
  }

  private List<Enforcement> state() {
    List<Enforcement> state = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      state.add(now("pin:p" + i));
    }
    for (int i = 0; i < 5; i++) {
      state.add(now("account:u" + i));
    }
    return state;
  }

  @Test
  void rulesSeeTheSameLabelsInAReplayAndAfterARestart() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<String> live = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      if (random.nextInt(6) == 0) {
        Label.Says says = random.nextBoolean() ? Label.CLEARS : Label.VIOLATES;
        ledger.write("k" + i, "ann", List.of(write("pin:s" + random.nextInt(6), says)));
      }
      List<Long> visible = ledger.labels().takeUp();
      live.add(seen(ledger.labels()));
      Decided decided =
          random.nextInt(3) == 0
              ? decided(
                  "x",
                  "e" + i,
                  "u1",
                  "pin:e" + i,
                  proposes("pin:s" + random.nextInt(6), "spam", 0.9))
              : decided("x", "e" + i, "u1", "pin:e" + i);
      ledger.labels().decided(decided.decision());
      ledger.commit(List.of(new Decided(decided.event(), decided.decision(), visible)));
    }
    for (int from : new int[] {0, 37, 119}) {
      List<String> replayed = new ArrayList<>();
      var labels = ledger.labelsAsOf(from);
      long last =
          ledger.replay(
              from,
              labels,
              stored -> {
                replayed.add(seen(labels));
                return stored.decision();
              });
      assertThat(last).isEqualTo(120);
      assertThat(replayed).as("seed %d, from %d", seed, from).isEqualTo(live.subList(from, 120));
    }
    assertThat(seen(reopened().labels())).as("seed %d", seed).isEqualTo(seen(ledger.labels()));
  }

  private static String seen(io.hedgerow.ledger.label.CurrentLabels labels) {
    StringBuilder seen = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      seen.append(labels.hasLabel(entity("pin:s" + i), "spam", Samples.NOON) ? '1' : '0');
    }
    return seen.toString();
  }

  @Test
  void labelNobodySawBeforeARestartIsVisibleAfterItAndRecorded() {
    ledger.write("k1", "ann", List.of(write("pin:p1", Label.VIOLATES)));
    Ledger again = reopened();
    assertThat(again.labels().hasLabel(entity("pin:p1"), "spam", Samples.NOON)).isTrue();
    List<Long> visible = again.labels().takeUp();
    assertThat(visible).containsExactly(1L);
    Decided next = pin("p2", "u1");
    again.commit(List.of(new Decided(next.event(), next.decision(), visible)));
    assertThat(reopened().labels().takeUp()).isEmpty();
  }

  @Test
  void nothingCanBeRewritten() {
    ledger.commit(List.of(pin("p1", "u1", proposes("pin:p1", "spam", 0.9))));
    for (String table : List.of("decision", "label", "audit", "enforcement_change")) {
      assertThatThrownBy(
              () -> database.jdbi().useHandle(handle -> handle.execute("delete from " + table)))
          .hasMessageContaining(table + " is append-only");
    }
  }

  private Enforcement now(String entity) {
    return ledger.enforcement(entity(entity), clock.instant());
  }

  private static LabelWrite write(String entity, Label.Says says) {
    return new LabelWrite(
        entity(entity), "spam", says, Source.reviewer("ann"), 1, "looked at it", Optional.empty());
  }
}

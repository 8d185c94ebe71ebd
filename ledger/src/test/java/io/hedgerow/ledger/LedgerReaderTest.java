package io.hedgerow.ledger;

import static io.hedgerow.ledger.Samples.decided;
import static io.hedgerow.ledger.Samples.entity;
import static io.hedgerow.ledger.Samples.pin;
import static io.hedgerow.ledger.Samples.proposes;
import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.engine.decision.Verdict;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.ledger.database.Database;
import io.hedgerow.ledger.decision.DecisionFilter;
import io.hedgerow.ledger.decision.StoredDecision;
import io.hedgerow.ledger.history.EntityHistory;
import io.hedgerow.ledger.history.HistoryEntry;
import io.hedgerow.ledger.history.HistoryEntry.Cursor;
import io.hedgerow.ledger.label.Label;
import io.hedgerow.ledger.label.LabelWrite;
import io.hedgerow.ledger.label.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshDatabase.class)
final class LedgerReaderTest {
  private final Samples.Clock clock = new Samples.Clock();
  private Ledger ledger;
  private LedgerReader reader;

  @BeforeEach
  void open(Database fresh) {
    ledger = Ledger.open(fresh, Ledger.Settings.DEFAULT, clock);
    ledger.use(Samples.rulebook());
    reader = new LedgerReader(fresh);
  }

  @Test
  void historyTellsEverythingOldestFirst() {
    ledger.commit(List.of(pin("p1", "u1", proposes("pin:p1", "spam", 0.9))));
    clock.pass(Duration.ofHours(1));
    ledger.write("k1", "ann", List.of(write("pin:p1", Label.CLEARS)));
    clock.pass(Duration.ofHours(1));
    ledger.undo("k2", "bob", "k1", "it is spam");
    EntityHistory whole = reader.history(entity("pin:p1"), Cursor.START, 100);
    assertThat(whole.entries())
        .extracting(LedgerReaderTest::told)
        .containsExactly(
            "decided limit",
            "label by engine",
            "changed to LIMIT by decisions",
            "label by ann, taken back",
            "changed to NONE by label",
            "label by bob",
            "changed to LIMIT by undo");
    assertThat(whole.next()).isEmpty();
    assertThat(paged(entity("pin:p1"), 2)).isEqualTo(whole.entries());
  }

  private List<HistoryEntry> paged(EntityId entity, int limit) {
    List<HistoryEntry> entries = new ArrayList<>();
    Optional<Cursor> next = Optional.of(Cursor.START);
    while (next.isPresent()) {
      Cursor from = Cursor.parse(next.get().toString()).orElseThrow();
      EntityHistory page = reader.history(entity, from, limit);
      entries.addAll(page.entries());
      next = page.next();
    }
    return entries;
  }

  private static String told(HistoryEntry entry) {
    return switch (entry) {
      case HistoryEntry.Decided(StoredDecision stored) ->
          "decided " + stored.decision().verdict().word();
      case HistoryEntry.Labelled(Label label, boolean takenBack) ->
          "label by " + label.author() + (takenBack ? ", taken back" : "");
      case HistoryEntry.Changed(var change) ->
          "changed to " + change.after().action() + " by " + change.cause();
      case HistoryEntry.Trusted trusted -> "trusted " + trusted.trusted();
      case HistoryEntry.Parked(var parked) -> "parked " + parked.rule();
    };
  }

  @Test
  void decisionsAreListedNewestFirstByWhatIsAsked() {
    ledger.commit(
        List.of(
            pin("p1", "u1", proposes("flood", "pin:p1", "spam", 0.9)),
            pin("p2", "u2"),
            decided("comment.created", "c1", "u1", "comment:c1"),
            pin("p3", "u1", proposes("slur", "pin:p3", "hate", 0.95))));
    DecisionFilter all = DecisionFilter.ALL;
    assertThat(listed(all)).containsExactly(4L, 3L, 2L, 1L);
    assertThat(listed(all.withType("pin.created"))).containsExactly(4L, 2L, 1L);
    assertThat(listed(all.withRule("flood"))).containsExactly(1L);
    assertThat(listed(all.withPolicy("hate"))).containsExactly(4L);
    assertThat(listed(all.withPolicy("hate").withRule("flood"))).isEmpty();
    assertThat(listed(all.withVerdict(Verdict.LIMIT))).containsExactly(4L, 1L);
    assertThat(listed(all.withEntity(entity("account:u1")))).containsExactly(4L, 3L, 1L);
    assertThat(listed(all.between(Samples.NOON, Samples.NOON))).isEmpty();
    assertThat(reader.decisions(all, 3, 1)).extracting("sequence").containsExactly(2L);
    assertThat(reader.decisionsAfter(2, 10)).extracting("sequence").containsExactly(3L, 4L);
    assertThat(reader.sequenceBefore(Samples.NOON)).isZero();
    assertThat(reader.sequenceBefore(Samples.NOON.plusSeconds(1))).isEqualTo(4);
  }

  private List<Long> listed(DecisionFilter filter) {
    return reader.decisions(filter, Long.MAX_VALUE, 100).stream()
        .map(StoredDecision::sequence)
        .toList();
  }

  @Test
  void firedRulesAreCountedByStage() {
    var shadow =
        new io.hedgerow.engine.decision.ProposedLabel(
            entity("pin:p2"), "spam", 0.9, "link-flood", "", Optional.empty(), false);
    ledger.commit(
        List.of(pin("p1", "u1", proposes("pin:p1", "spam", 0.9)), pin("p2", "u1", shadow)));
    ledger.commit(List.of(pin("p3", "u1", proposes("pin:p3", "spam", 0.9))));
    assertThat(reader.ruleStatistics(Samples.NOON))
        .extracting(fired -> fired.stage() + " " + fired.fired() + " " + fired.effective())
        .containsExactlyInAnyOrder("live 2 2", "shadow 1 0");
    assertThat(reader.labels(entity("pin:p2"))).isEmpty();
  }

  private static LabelWrite write(String entity, Label.Says says) {
    return new LabelWrite(
        entity(entity), "spam", says, Source.reviewer("ann"), 1, "looked at it", Optional.empty());
  }
}

package io.hedgerow.ledger;

import static io.hedgerow.ledger.Samples.entity;
import static io.hedgerow.ledger.Samples.pin;
import static io.hedgerow.ledger.Samples.proposes;
import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.engine.policy.Action;
import io.hedgerow.ledger.database.Database;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshDatabase.class)
final class LedgerTest {
  private final Samples.Clock clock = new Samples.Clock();

  private Ledger ledger(Database database) {
    Ledger ledger = Ledger.open(database, Ledger.Settings.DEFAULT, clock);
    ledger.use(Samples.rulebook());
    return ledger;
  }

  @Test
  void decisionsAreNumberedInTheirOrder(Database database) {
    List<Outcome> outcomes = ledger(database).commit(List.of(pin("p1", "u1"), pin("p2", "u1")));
    assertThat(outcomes).containsExactly(new Outcome.Stored(1), new Outcome.Stored(2));
  }

  @Test
  void labelledPinIsLimitedAndItsOwnerWarned(Database database) {
    Ledger ledger = ledger(database);
    ledger.commit(List.of(pin("p1", "u1", proposes("pin:p1", "spam", 0.9))));
    LedgerReader reader = new LedgerReader(database);
    assertThat(reader.changesAfter(0, 10))
        .extracting(change -> change.after().entity() + " " + change.after().action())
        .containsExactly("account:u1 WARN", "pin:p1 LIMIT");
    assertThat(ledger.enforcement(entity("pin:p1"), clock.instant()).on("search"))
        .isEqualTo(Action.REMOVE);
  }
}

package io.hedgerow.ledger.audit;

import static io.hedgerow.ledger.Samples.entity;
import static io.hedgerow.ledger.Samples.pin;
import static io.hedgerow.ledger.Samples.proposes;
import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.ledger.FreshDatabase;
import io.hedgerow.ledger.Ledger;
import io.hedgerow.ledger.Samples;
import io.hedgerow.ledger.audit.Verification.Broken;
import io.hedgerow.ledger.audit.Verification.Intact;
import io.hedgerow.ledger.database.Database;
import io.hedgerow.ledger.label.Label;
import io.hedgerow.ledger.label.LabelWrite;
import io.hedgerow.ledger.label.Source;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(FreshDatabase.class)
final class AuditChainTest {
  private Database database;
  private AuditChain chain;

  @BeforeEach
  void writeFiveEntries(Database fresh) {
    database = fresh;
    chain = new AuditChain(fresh);
    Ledger ledger = Ledger.open(fresh, Ledger.Settings.DEFAULT, new Samples.Clock());
    ledger.use(Samples.rulebook());
    ledger.commit(List.of(pin("p1", "u1"), pin("p2", "u1")));
    ledger.commit(List.of(pin("p3", "u1", proposes("pin:p3", "spam", 0.9))));
    LabelWrite write =
        new LabelWrite(
            entity("pin:p3"),
            "spam",
            Label.CLEARS,
            Source.reviewer("ann"),
            1,
            "",
            Optional.empty());
    ledger.write("k1", "ann", List.of(write));
    ledger.trust(entity("account:u1"), true, "ann", "known");
    ledger.commit(List.of(pin("p4", "u2")));
  }

  @Test
  void untouchedChainIsIntact() {
    assertThat(verify(Optional.empty())).isEqualTo(new Intact(5, 4, 2, chain.head()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          update decision set verdict = 'block' where seq = 1             | 1 | a row it covers was changed: decisions 1 to 2
          update decision set event = replace(event, 'p2', 'pX') where seq = 2 | 1 | a row it covers was changed
          update label set confidence = 0.1 where id = 1                  | 2 | a row it covers was changed
          update label set author = 'bob' where id = 2                    | 3 | a row it covers was changed: labels 2 to 2
          delete from decision where seq = 3                              | 2 | of the 1 decisions it covers (3 to 3) there are 0
          delete from label where id = 2                                  | 3 | of the 1 labels it covers (2 to 2) there are 0
          update audit set author = 'eve' where seq = 4                   | 4 | its own content was changed
          update audit set detail = '{}' where seq = 4                    | 4 | its own content was changed
          delete from audit where seq = 3                                 | 3 | it is missing; the next entry there is 4
          delete from audit where seq = 5                                 | 5 | the end of the chain is missing
          delete from audit                                               | 1 | the end of the chain is missing
          update audit set hash = previous where seq = 2                  | 2 | its own content was changed
          insert into label select 99, seq, entity, policy, kind, source, version, confidence, reason, author, created, time, expires, negates, clears, batch, holds_until, cleared_until from label where id = 1 | 6 | 1 rows that no entry covers were slipped in
          """)
  void firstBrokenEntryIsNamed(String tampering, long entry, String what) {
    database
        .jdbi()
        .useHandle(handle -> {
          handle.execute("set session_replication_role = replica");
          handle.execute(tampering);
          handle.execute("set session_replication_role = origin");
        });
    assertThat(verify(Optional.empty()))
        .isInstanceOfSatisfying(
            Broken.class,
            broken -> {
              assertThat(broken.entry()).isEqualTo(entry);
              assertThat(broken.what()).contains(what);
            });
  }

  @Test
  void chainWrittenAnewDoesNotHoldTheWitnessedHead() {
    String witnessed = chain.head();
    assertThat(verify(Optional.of(witnessed))).isInstanceOf(Intact.class);
    String other = "5:" + "0".repeat(64);
    assertThat(verify(Optional.of(other)))
        .isEqualTo(
            new Broken(5, "the head kept elsewhere is not in this chain: it was written anew"));
  }

  private Verification verify(Optional<String> witnessed) {
    return chain.verify(witnessed, _ -> {});
  }
}

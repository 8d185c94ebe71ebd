package io.hedgerow.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.review.appeal.Appeals;
import io.hedgerow.review.appeal.Appeals.Filed;
import io.hedgerow.review.appeal.Statement;
import io.hedgerow.review.cases.Lease;
import io.hedgerow.review.cases.Ruled;
import java.time.Duration;
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
        .isEqualTo(new Filed.Waits());

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
        .isEqualTo(new Filed.Already());

    community.pin("q", "b", "a pin the rules are sure of", 0.95, 10);
    Statement late = statement(community, "pin:q");
    community.pass(Appeals.WINDOW.plusDays(1));
    assertThat(community.review.appeals().file(late.token(), "please"))
        .isInstanceOf(Filed.TooLate.class);
  }
}

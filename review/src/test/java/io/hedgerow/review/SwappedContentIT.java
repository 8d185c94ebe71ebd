package io.hedgerow.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.ledger.label.Label;
import io.hedgerow.review.cases.ContentChange;
import io.hedgerow.review.cases.Lease;
import io.hedgerow.review.cases.Ruled;
import io.hedgerow.review.cases.Ruling;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody puts something else in the place of what a reviewer is looking at. */
@ExtendWith(Communities.class)
final class SwappedContentIT {

  private static Lease taken(Community community) {
    community.pin("p", "a", "a garden with red roses", 0.5, 10);
    community.follow();
    Lease lease = community.take("alice");
    community.pass(Duration.ofSeconds(20));
    return lease;
  }

  private static Ruled rule(Community community, Lease lease, Optional<String> seen) {
    return community
        .review
        .rulings()
        .rule(
            new Ruling(
                lease.item().id(),
                lease.token(),
                lease.reviewer(),
                Optional.empty(),
                "a garden",
                Optional.empty(),
                Optional.empty(),
                false,
                seen));
  }

  private static List<Label> people(Community community) {
    return community.reader.labels(EntityId.parse("pin:p")).stream()
        .filter(label -> label.source().kind().human())
        .toList();
  }

  @Test
  void aDecisionOnWhatIsNoLongerThereIsNotTakenAndSaysWhatChanged(Community community) {
    Lease lease = taken(community);
    community.pin("p", "a", "pills without a prescription", 0.5, 10);
    community.pass(Duration.ofSeconds(20));

    Ruled.Swapped swapped = (Ruled.Swapped) rule(community, lease, Optional.empty());
    assertThat(swapped.changes())
        .containsExactly(
            new ContentChange(
                "title",
                Optional.of("a garden with red roses"),
                Optional.of("pills without a prescription")));
    assertThat(people(community)).isEmpty();
    assertThat(community.review.desk().lease(lease.item().id(), lease.token(), "alice"))
        .as("the reviewer still has it")
        .isPresent();

    assertThat(rule(community, lease, Optional.of(swapped.seen()))).isInstanceOf(Ruled.Kept.class);
    assertThat(people(community))
        .singleElement()
        .matches(label -> label.content().equals(Optional.of(swapped.seen())));
  }

  @Test
  void whatCameBackAfterwardsIsAskedAboutAgain(Community community) {
    Lease lease = taken(community);
    community.pin("p", "a", "pills without a prescription", 0.5, 10);
    Ruled.Swapped swapped = (Ruled.Swapped) rule(community, lease, Optional.empty());
    community.pin("p", "a", "a garden with red roses", 0.5, 10);

    assertThat(rule(community, lease, Optional.of(swapped.seen())))
        .isInstanceOf(Ruled.Swapped.class)
        .extracting(ruled -> ((Ruled.Swapped) ruled).changes())
        .as("nothing differs from what the case was given with")
        .isEqualTo(List.of());
  }

  @Test
  void whatSaysNothingNewIsNoChange(Community community) {
    Lease lease = taken(community);
    community.pin("p", "a", "a garden with red roses", 0.9, 50_000);
    community.report("p", "r1");
    community.follow();

    assertThat(rule(community, lease, Optional.empty())).isInstanceOf(Ruled.Kept.class);
  }

  @Test
  void anAppealIsDecidedOnWhatIsThereToo(Community community) {
    community.pin("p", "a", "a pin the rules are sure of", 0.95, 10);
    community.follow();
    String token = community.review.appeals().of(EntityId.parse("pin:p")).getFirst().token();
    community.review.appeals().file(token, "it is my garden");
    Lease lease = community.take("zoe");
    community.pass(Duration.ofSeconds(20));
    community.pin("p", "a", "pills without a prescription", 0.95, 10);

    assertThat(rule(community, lease, Optional.empty())).isInstanceOf(Ruled.Swapped.class);
    assertThat(community.action("pin:p")).isEqualTo("limit");
  }

  @Test
  void anAlikeCaseThatSaysSomethingElseMeanwhileStaysOpen(Community community) {
    community.pin("p", "a", "cheap watches for everybody", 0.5, 10);
    community.pin("q", "b", "cheap watches for everybody!", 0.5, 10);
    community.pin("r", "c", "cheap watches for everybody!!", 0.5, 10);
    community.follow();
    Lease lease = community.take("alice");
    assertThat(community.review.desk().clusterSize(lease.item().id())).isEqualTo(3);
    community.pass(Duration.ofSeconds(20));
    String other = lease.item().entity().id().equals("q") ? "r" : "q";
    community.pin(other, "b", "a quiet garden", 0.5, 10);

    Ruled.Kept kept = (Ruled.Kept) community.rule(lease, "spam", true);

    assertThat(kept.cases()).isEqualTo(2);
    community.follow();
    assertThat(community.take("alice").item().entity().id()).isEqualTo(other);
  }
}

package io.hedgerow.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hedgerow.engine.decision.SourceKind;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.policy.Action;
import io.hedgerow.ledger.audit.AuditChain;
import io.hedgerow.ledger.audit.Verification;
import io.hedgerow.ledger.decision.StoredDecision;
import io.hedgerow.ledger.enforcement.Enforcement;
import io.hedgerow.ledger.label.Label;
import io.hedgerow.ledger.label.LabelWrite;
import io.hedgerow.ledger.label.Source;
import io.hedgerow.review.cases.Lease;
import io.hedgerow.review.cases.Ruled;
import io.hedgerow.review.cases.Ruling;
import io.hedgerow.review.cases.Wanted.Order;
import io.hedgerow.review.reviewer.Reviewer;
import io.hedgerow.review.reviewer.Sight;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What reviewers and leads can do with a case beside deciding it, and what they are spared. */
@ExtendWith(Communities.class)
final class DeskIT {

  @Test
  void whatIsPassedUpGoesToALeadBeforeAnythingElse(Community community) {
    community.pin("p", "a", "little seen pin", 0.5, 10);
    community.pin("huge", "b", "a pin seen by many", 0.7, 5_000);
    community.follow();
    Lease lease = community.take("alice");
    community.rule(lease, "", false);
    Lease doubtful = community.take("alice");

    assertThat(
            community
                .review
                .desk()
                .escalate(doubtful.item().id(), doubtful.token(), "alice", "a threat?"))
        .isTrue();
    community.pin("later", "c", "another pin", 0.7, 9_000);
    community.follow();

    assertThat(community.take("alice").item().entity().id()).isEqualTo("later");
    Lease leads = lead(community, "lena").orElseThrow();
    assertThat(leads.item().entity().id()).isEqualTo("p");
    assertThat(community.review.desk().notes(leads.item().id()))
        .containsExactly("alice: a threat?");
    assertThat(community.review.desk().standings())
        .anySatisfy(standing -> assertThat(standing.escalated()).isEqualTo(1));
  }

  @Test
  void aLeadWithoutTheGrantDoesNotSeeWhatWasPassedUpThere(Community community) {
    community.review.reviewers().put(granted("alice"), "admin");
    community.pin("p", "a", "they are vermin", 0, 10);
    community.follow();
    Lease lease = community.take("alice");
    community.review.desk().escalate(lease.item().id(), lease.token(), "alice", "hard");

    assertThat(lead(community, "lena")).isEmpty();
    community.review.reviewers().put(granted("lena"), "admin");
    assertThat(lead(community, "lena")).isPresent();
  }

  @Test
  void whatBelongsToAQueueWithAGrantIsClosedToOthersWhileALabelStandsOrACaseWasThere(
      Community community) {
    community.pin("p", "a", "they are vermin", 0, 10);
    community.pin("q", "a", "a quiet garden", 0, 10);
    community.follow();
    Sight sight = community.review.sight();

    assertThat(sight.closed("alice", EntityId.parse("pin:p"))).containsExactly("hate");
    assertThat(sight.closed("alice", EntityId.parse("pin:q"))).isEmpty();
    community.review.reviewers().put(granted("alice"), "admin");
    assertThat(sight.closed("alice", EntityId.parse("pin:p"))).isEmpty();
  }

  @Test
  void whatIsDueSoonReachesLeadsWhateverTheyChose(Community community) {
    community
        .review
        .reviewers()
        .put(
            new Reviewer(
                "lena", List.of("far_reach"), List.of(), Set.of(), List.of(), List.of(), 5, 5),
            "admin");
    community.pin("p", "a", "a pin", 0.5, 10);
    community.follow();
    assertThat(lead(community, "lena")).isEmpty();
    community.pass(Duration.ofHours(60));

    assertThat(lead(community, "lena")).isPresent();
    assertThat(community.review.desk().standings())
        .singleElement()
        .matches(standing -> standing.soon() == 1 && standing.overdue() == 0);
  }

  private static Optional<Lease> lead(Community community, String name) {
    return community.review.desk().next(name, List.of(), List.of(), Order.HARM, true);
  }

  @Test
  void thePictureSomebodyHasLookedAtIsRememberedForCasesThatShowOneLikeIt(Community community) {
    community.review.reviewers().put(granted("alice"), "admin");
    picture(community, "p", "flowers/1");
    picture(community, "q", "flowers/2");
    picture(community, "r", "stones/1");
    community.follow();
    Lease first = community.take("alice");
    community
        .review
        .views()
        .uncovered(
            "alice",
            first.item(),
            community.review.desk().picture(first.item().id()),
            Duration.ofSeconds(3));
    community.rule(first, "hate", false);
    Lease second = community.take("alice");

    assertThat(community.review.reviewers().pictureSeen("alice", second.item().id()))
        .contains(community.instant());
    assertThat(community.review.reviewers().pictureSeen("bob", second.item().id())).isEmpty();
    community.rule(second, "hate", false);
    assertThat(
            community.review.reviewers().pictureSeen("alice", community.take("alice").item().id()))
        .isEmpty();
    assertThat(community.review.reviewers().exposure("alice", community.instant())).isEqualTo(3);
    community.follow();
    assertThat(community.review.views().verify()).isEmpty();
  }

  @Test
  void pinsOfOnePictureAreOneClusterWhateverTheirFileIsCalled(Community community) {
    community.review.reviewers().put(granted("alice"), "admin");
    for (int i = 0; i < 4; i++) {
      picture(community, "p" + i, "flowers/" + i);
    }
    picture(community, "other", "stones/1");
    community.follow();

    assertThat(community.review.desk().clusterSize(community.take("alice").item().id()))
        .isEqualTo(4);
  }

  private static void picture(Community community, String pin, String image) {
    community.send(
        "pin.created", Map.of("actor", "a" + pin, "pin", pin, "title", "vermin", "image", image));
  }

  @Test
  void whatAPersonChoseInsteadOfThePolicysActionHoldsOnEverySurfaceUntilItIsTakenBack(
      Community community) {
    community.pin("p", "a", "a pin", 0.95, 10);
    community.follow();
    assertThat(community.action("pin:p")).isEqualTo("limit");
    community.report("p", "r1");
    community.follow();
    Lease lease = community.take("alice");
    Ruled.Kept kept =
        (Ruled.Kept)
            community
                .review
                .rulings()
                .rule(
                    new Ruling(
                        lease.item().id(),
                        lease.token(),
                        "alice",
                        Optional.of("spam"),
                        "a first time",
                        Optional.empty(),
                        Optional.of(Action.LABEL),
                        false,
                        Optional.empty()));

    Enforcement now = community.ledger.enforcement(EntityId.parse("pin:p"), community.instant());
    assertThat(now.action()).isEqualTo(Action.LABEL);
    assertThat(now.surfaces()).isEmpty();
    assertThat(new AuditChain(community.database).verify(Optional.empty(), _ -> {}))
        .isInstanceOf(Verification.Intact.class);

    community.review.rulings().undo(kept.batch(), "alice", "no, the second");
    assertThat(community.action("pin:p")).isEqualTo("limit");
  }

  @Test
  void machinesDoNotChooseWhatIsDone() {
    assertThatThrownBy(() ->
            new LabelWrite(
                EntityId.parse("pin:p"),
                "spam",
                Label.VIOLATES,
                new Source(SourceKind.MODEL, "m", "1"),
                1,
                "sure",
                Optional.empty(),
                Optional.of(Action.SUSPEND)))
        .hasMessageContaining("only a person");
  }

  @Test
  void aCommentStandsUnderItsPinAmongTheOthersThere(Community community) {
    community.pin("p", "a", "a pin", 0, 10);
    for (int i = 0; i < 6; i++) {
      community.send(
          "comment.created",
          Map.of("actor", "c" + i, "comment", "c" + i, "pin", "p", "text", "comment " + i));
    }
    community.send(
        "comment.created", Map.of("actor", "x", "comment", "odd", "pin", "\0", "text", "odd"));
    community.follow();
    EntityId comment = EntityId.parse("comment:c3");
    StoredDecision third =
        Objects.requireNonNull(
            community
                .reader
                .newestAbout(List.of(comment), List.of("comment.created"))
                .get(comment));

    assertThat(community.review.threads().parents(third.event()))
        .containsExactly(EntityId.parse("pin:p"));
    assertThat(
            community
                .review
                .threads()
                .around(EntityId.parse("pin:p"), EntityId.parse("comment:c3"), third.sequence()))
        .extracting(EntityId::id)
        .containsExactly("c0", "c1", "c2", "c4", "c5");
  }

  @Test
  void aQueueThatIsNotThereIsRefusedAndTheCaseIsKept(Community community) {
    community.pin("p", "a", "a pin", 0.5, 10);
    community.follow();
    Lease lease = community.take("alice");

    assertThatThrownBy(() ->
            community
                .review
                .desk()
                .move(lease.item().id(), lease.token(), "alice", "nowhere", "look"))
        .hasMessageContaining("there is no queue `nowhere`");
    assertThat(community.take("alice")).isEqualTo(lease);
  }

  private static Reviewer granted(String name) {
    return new Reviewer(name, List.of(), List.of(), Set.of("hate"), List.of(), List.of(), 100, 200);
  }
}

package io.hedgerow.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hedgerow.review.cases.Lease;
import io.hedgerow.review.cases.Wanted.Order;
import io.hedgerow.review.reviewer.Reviewer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

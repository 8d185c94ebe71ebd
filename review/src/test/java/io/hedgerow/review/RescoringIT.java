package io.hedgerow.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.engine.decision.SourceKind;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.ledger.label.Label;
import io.hedgerow.ledger.label.LabelWrite;
import io.hedgerow.ledger.label.Source;
import io.hedgerow.review.cases.Lease;
import io.hedgerow.review.cases.ReviewCase;
import io.hedgerow.review.cases.Ruled;
import io.hedgerow.review.reviewer.Reviewer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Cases whose signals change while they wait. */
@ExtendWith(Communities.class)
final class RescoringIT {

  @Test
  void aNewLabelRaisesTheCaseThatWaits(Community community) {
    community.pin("quiet", "a", "the first pin", 0.2, 100);
    community.pin("other", "b", "the second pin", 0.5, 100);
    community.follow();
    label(community, "pin:quiet", "spam", 0.79);

    community.follow();

    assertThat(community.take("alice").item().entity().id()).isEqualTo("quiet");
  }

  @Test
  void aPinThatSpreadsOvertakesWhatWasInFront(Community community) {
    community.pin("small", "a", "the first pin", 0.5, 10);
    community.pin("big", "b", "the second pin", 0.5, 1_000);
    community.follow();
    community.send("pin.seen", Map.of("pin", "small", "expected_views", 9_000L));

    community.follow();

    Lease first = community.take("alice");
    assertThat(first.item().entity().id()).isEqualTo("small");
    assertThat(first.item().views()).isEqualTo(9_000);
  }

  @Test
  void savesAndReportsDoNotHideWhatAPinSays(Community community) {
    for (String pin : List.of("p", "q")) {
      community.pin(pin, "a" + pin, "BUY shoes of the finest kind " + pin.length(), 0.5, 10);
    }
    for (int i = 0; i < 120; i++) {
      community.send("pin.saved", Map.of("actor", "s" + i, "pin", "p"));
    }
    community.report("p", "r1");
    community.follow();

    assertThat(community.review.desk().clusterSize(community.take("alice").item().id()))
        .isEqualTo(2);
  }

  @Test
  void whatWasDeletedIsSeenByNobodyAndMayStillBeDecided(Community community) {
    community.pin("gone", "a", "a pin that its owner took down", 0.5, 1_000);
    community.pin("there", "b", "a pin that is there", 0.5, 10);
    community.follow();
    community.send("pin.deleted", Map.of("actor", "a", "pin", "gone"));
    community.follow();

    assertThat(community.order("alice", io.hedgerow.review.cases.Wanted.Order.HARM))
        .containsExactly("there", "gone");
  }

  @Test
  void aCaseThatWasDecidedMeanwhileIsNotOpenedAgain(Community community) {
    community.pin("p", "a", "a pin", 0.5, 10);
    community.follow();
    community.rule(community.take("alice"), "", false);
    label(community, "pin:p", "spam", 0.5);
    community.send("pin.seen", Map.of("pin", "p", "expected_views", 9_000L));
    settleRequests(community);

    community.follow();

    assertThat(community.next("alice")).isEmpty();
  }

  /** What the ledger asks people about is another way in; here only the scores are followed. */
  private static void settleRequests(Community community) {
    community
        .database
        .jdbi()
        .useHandle(handle ->
            handle.execute(
                "update review.follower set position = 1000000 where name = 'requests'"));
  }

  @Test
  void aPersonsChoiceOfQueueOutlivesANewScore(Community community) {
    community.pin("p", "a", "a pin", 0.5, 10);
    community.follow();
    Lease lease = community.take("alice");
    community.review.desk().move(lease.item().id(), lease.token(), "alice", "far_reach", "look");
    label(community, "pin:p", "spam", 0.75);

    community.follow();

    assertThat(waiting(community).queue()).isEqualTo("far_reach");
    assertThat(waiting(community).probability()).isEqualTo(0.75);
  }

  @Test
  void aNewPackSendsWaitingCasesToItsQueues(Community community) {
    community.pin("p", "a", "a pin", 0.5, 10);
    community.follow();
    assertThat(waiting(community).queue()).isEqualTo("spam");
    community.repack("queues.yaml", text -> text.replace("spam:\n", "junk:\n"));

    community.follow();

    assertThat(community.take("alice").item().queue()).isEqualTo("junk");
  }

  @Test
  void aCaseAboutAPolicyThatWasRetiredStillReachesSomebodyAndIsDecidedByAnother(
      Community community) {
    community.review.reviewers().put(granted("alice"), "admin");
    community.pin("p", "a", "they are vermin", 0, 10);
    community.follow();
    Lease lease = community.take("alice");
    community.repack(
        "queues.yaml", text -> text.replaceFirst("(?s)hate:.*?far_reach", "far_reach"));
    community.repack("rules/doubts.yaml", text -> text.replace("policy: hate", "policy: spam"));
    community.repack("policies/hate.yaml", _ -> "");
    community.follow();

    assertThat(community.rule(lease, "hate", false)).isEqualTo(new Ruled.NoSuchPolicy("hate"));
    assertThat(waiting(community).queue()).isEqualTo("general");
    assertThat(community.rule(lease, "spam", false)).isInstanceOf(Ruled.Kept.class);
  }

  @Test
  void aClockOfOnePolicyRunsFasterAndNeverSlower(Community community) {
    community.repack("queues.yaml", text -> text + "  due_by_policy: {spam: 1h}\n");
    community.pin("p", "a", "a pin", 0.5, 10);
    community.follow();
    assertThat(waiting(community).due()).contains(Community.NOON.plus(Duration.ofHours(1)));
    community.repack("queues.yaml", text -> text.replace("spam: 1h", "spam: 9h"));

    community.follow();

    assertThat(waiting(community).due()).contains(Community.NOON.plus(Duration.ofHours(1)));
  }

  private static Reviewer granted(String name) {
    return new Reviewer(name, List.of(), List.of(), Set.of("hate"), List.of(), List.of(), 100, 200);
  }

  private static ReviewCase waiting(Community community) {
    return community.review.desk().find(1).orElseThrow();
  }

  private static void label(Community community, String entity, String policy, double confidence) {
    community.ledger.write(
        "label " + confidence,
        "key:m",
        List.of(
            new LabelWrite(
                EntityId.parse(entity),
                policy,
                Label.VIOLATES,
                new Source(SourceKind.MODEL, "m", "1"),
                confidence,
                "a model says so",
                Optional.empty())));
  }
}

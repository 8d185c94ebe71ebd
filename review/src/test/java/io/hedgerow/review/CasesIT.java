package io.hedgerow.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.ledger.audit.AuditChain;
import io.hedgerow.ledger.audit.Verification;
import io.hedgerow.ledger.label.Label;
import io.hedgerow.review.cases.Desk;
import io.hedgerow.review.cases.Lease;
import io.hedgerow.review.cases.Ruled;
import io.hedgerow.review.cases.Wanted.Order;
import io.hedgerow.review.reviewer.Reviewer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Communities.class)
final class CasesIT {

  @Test
  void mostExpectedHarmComesFirstAndArrivalIsThereForComparison(Community community) {
    community.pin("small", "a", "little seen pin", 0.5, 10);
    community.pin("doubtful", "b", "a pin seen by some", 0.2, 1_000);
    community.pin("big", "c", "a pin seen by many", 0.5, 1_000);
    community.follow();

    assertThat(community.order("alice", Order.HARM)).containsExactly("big", "doubtful", "small");
  }

  @Test
  void firstInFirstOutKeepsTheOrderOfArrival(Community community) {
    community.pin("small", "a", "little seen pin", 0.5, 10);
    community.pin("big", "c", "a pin seen by many", 0.5, 1_000);
    community.follow();

    assertThat(community.order("alice", Order.ARRIVAL)).containsExactly("small", "big");
  }

  @Test
  void whatWaitsLongEnoughOvertakesWhatIsNewAndWorse(Community community) {
    community.pin("old", "a", "little seen pin", 0.5, 10);
    community.pass(Duration.ofDays(2));
    community.pin("fresh", "b", "a pin seen by more", 0.5, 50);
    community.follow();

    assertThat(community.take("alice").item().entity().id()).isEqualTo("old");
  }

  @Test
  void whatIsDueSoonComesBeforeEverything(Community community) {
    community.pin("due", "a", "little seen pin", 0.2, 1);
    community.follow();
    community.pass(Duration.ofHours(60));
    community.pin("huge", "b", "a pin seen by nearly everybody", 0.5, 9_999);
    community.follow();

    assertThat(community.take("alice").item().entity().id()).isEqualTo("due");
  }

  @Test
  void duplicateReportsJoinOneCase(Community community) {
    community.pin("p", "a", "a pin", 0, 10);
    community.report("p", "r1");
    community.report("p", "r2");
    community.follow();

    Lease lease = community.take("alice");
    assertThat(lease.item().reports()).isEqualTo(2);
    community.rule(lease, "", false);
    assertThat(community.next("alice")).isEmpty();
  }

  @Test
  void anEntityAskedAboutTwiceInOnePageIsOneCase(Community community) {
    community.pin("p", "a", "a pin", 0.5, 10);
    community.pin("p", "a", "a pin, edited", 0.9, 10);
    community.follow();

    Lease lease = community.take("alice");
    assertThat(lease.item().probability()).isGreaterThan(0.5);
    community.rule(lease, "", false);
    assertThat(community.next("alice")).isEmpty();
  }

  @Test
  void reportsOfOnePageAreOneWriteWithALabelEach(Community community) {
    community.pin("p", "a", "x", 0, 10);
    for (String reporter : List.of("r1", "r2", "r3")) {
      community.report("p", reporter);
    }

    community.follow();

    List<Label> labels = reportLabels(community);
    assertThat(labels)
        .extracting(label -> label.source().id())
        .containsExactly("account:r1", "account:r2", "account:r3");
    assertThat(labels.stream().map(Label::batch).distinct()).hasSize(1);
  }

  @Test
  void aRestartBetweenAPagesLabelsAndItsCasesLabelsNothingTwice(Community community) {
    community.pin("p", "a", "x", 0, 10);
    community.report("p", "r1");
    community.follow();
    community
        .database
        .jdbi()
        .useHandle(handle -> {
          handle.execute("update review.follower set position = 0 where name = 'reports'");
          handle.execute("delete from review.report");
        });
    community.report("p", "r2");

    community.follow();

    assertThat(reportLabels(community)).hasSize(2);
    assertThat(community.take("alice").item().reports()).isEqualTo(2);
  }

  private static List<Label> reportLabels(Community community) {
    return community.reader.labels(EntityId.parse("pin:p"));
  }

  @Test
  void aBrigadeDoesNotOutrankOneTrustedReporter(Community community) {
    for (int i = 0; i < 12; i++) {
      community.pin("bad" + i, "s" + i, "unlike the others " + "abcdefghijkl".charAt(i), 0, 1);
      community.report("bad" + i, "trusted");
    }
    community.follow();
    for (int i = 0; i < 12; i++) {
      community.rule(community.take("alice"), "spam", false);
    }
    community.pin("target", "b", "a pin that many dislike", 0, 10);
    for (int i = 0; i < 60; i++) {
      community.report("target", "brigade" + i);
    }
    community.pin("real", "c", "a pin that one knows to be bad", 0, 10);
    community.report("real", "trusted");
    community.follow();

    assertThat(community.take("alice").item().entity().id()).isEqualTo("real");
    assertThat(community.action("pin:real")).isEqualTo("none");
  }

  @Test
  void aLeaseIsExclusiveUntilItRunsOut(Community community) {
    community.pin("p", "a", "a pin", 0.5, 10);
    community.follow();
    Lease alices = community.take("alice");

    assertThat(community.next("bob")).isEmpty();
    community.pass(Desk.LEASE.plusSeconds(1));
    Lease bobs = community.take("bob");

    assertThat(community.rule(alices, "spam", false)).isEqualTo(new Ruled.Stale());
    assertThat(community.rule(bobs, "spam", false)).isInstanceOf(Ruled.Kept.class);
    assertThat(community.action("pin:p")).isEqualTo("limit");
  }

  @Test
  void aLateDecisionCountsWhenNobodyElseTookTheCase(Community community) {
    community.pin("p", "a", "a pin", 0.5, 10);
    community.follow();
    Lease lease = community.take("alice");
    community.pass(Duration.ofHours(1));

    assertThat(community.rule(lease, "spam", false)).isInstanceOf(Ruled.Kept.class);
  }

  @Test
  void theSameDecisionSentTwiceIsOne(Community community) {
    community.pin("p", "a", "a pin", 0.5, 10);
    community.follow();
    Lease lease = community.take("alice");
    Ruled.Kept first = (Ruled.Kept) community.rule(lease, "spam", false);
    Ruled.Kept second = (Ruled.Kept) community.rule(lease, "spam", false);

    assertThat(second).isEqualTo(new Ruled.Kept(first.batch(), 1, true));
    assertThat(community.reader.labelsInBatch(first.batch())).hasSize(1);
  }

  @Test
  void aPolicyThatIsGoneIsRefusedAndTheCaseIsKept(Community community) {
    community.pin("p", "a", "a pin", 0.5, 10);
    community.follow();
    Lease lease = community.take("alice");

    assertThat(community.rule(lease, "retired", false))
        .isEqualTo(new Ruled.NoSuchPolicy("retired"));
    assertThat(community.rule(lease, "spam", false)).isInstanceOf(Ruled.Kept.class);
  }

  @Test
  void whoLostTheirBrowserGetsTheSameCaseAgain(Community community) {
    community.pin("p", "a", "a pin", 0.5, 10);
    community.pin("q", "a", "another one", 0.5, 5);
    community.follow();
    Lease lease = community.take("alice");

    assertThat(community.take("alice")).isEqualTo(lease);
    assertThat(community.review.desk().next("alice", List.of(), List.of(lease.token()), Order.HARM))
        .hasValueSatisfying(second -> assertThat(second.item().entity().id()).isEqualTo("q"));
  }

  @Test
  void aClusterIsDecidedAtOnceAndUndoneAtOnce(Community community) {
    for (int i = 0; i < 30; i++) {
      community.pin("p" + i, "s" + i, "Buy shoes NOW!!! No. " + i, 0.5, 10);
    }
    community.pin("other", "x", "a pin about gardens", 0.5, 1);
    community.follow();
    Lease lease = community.take("alice");
    assertThat(community.review.desk().clusterSize(lease.item().id())).isEqualTo(30);

    Ruled.Kept kept = (Ruled.Kept) community.rule(lease, "spam", true);
    assertThat(kept.cases()).isEqualTo(30);
    assertThat(community.action("pin:p17")).isEqualTo("limit");
    assertThat(community.action("pin:other")).isEqualTo("none");

    community.review.rulings().undo(kept.batch(), "lead", "they were shoes after all");
    assertThat(community.action("pin:p17")).isEqualTo("none");
    assertThat(community.review.desk().standings()).singleElement().matches(s -> s.open() == 31);
  }

  @Test
  void queuesThatNeedAGrantAreClosedWithoutOne(Community community) {
    community.pin("p", "a", "they are vermin", 0, 10);
    community.follow();
    assertThat(community.next("alice")).isEmpty();

    community.review.reviewers().put(reviewer("alice", Set.of("hate"), List.of(), 5, 5), "admin");
    assertThat(community.take("alice").item().queue()).isEqualTo("hate");
  }

  @Test
  void whoHasSeenEnoughGetsNoMoreGraveCases(Community community) {
    community.review.reviewers().put(reviewer("alice", Set.of("hate"), List.of(), 1, 2), "admin");
    for (String word : List.of("one", "two", "three")) {
      community.pin(word, "a", word + " kind of vermin", 0, 10);
    }
    community.pin("mild", "a", "a mild pin", 0.2, 1);
    community.follow();

    assertThat(community.order("alice", Order.HARM)).hasSize(3).contains("mild");
    assertThat(community.review.reviewers().exposure("alice", community.instant())).isEqualTo(2);
    community.pass(Duration.ofHours(25));
    assertThat(community.next("alice")).isPresent();
  }

  @Test
  void nobodyIsShownWhatTheyNeverWantToSee(Community community) {
    community
        .review
        .reviewers()
        .put(reviewer("alice", Set.of("hate"), List.of("hate"), 5, 5), "admin");
    community.pin("p", "a", "they are vermin", 0, 10);
    community.follow();

    assertThat(community.next("alice")).isEmpty();
  }

  private static Reviewer reviewer(
      String name, Set<String> grants, List<String> never, int soft, int hard) {
    return new Reviewer(name, List.of(), List.of(), grants, List.of(), never, soft, hard);
  }

  @Test
  void aSkippedCaseGoesToSomebodyElse(Community community) {
    community.pin("p", "a", "a pin", 0.5, 10);
    community.follow();
    Lease lease = community.take("alice");

    assertThat(community.review.desk().skip(lease.item().id(), lease.token(), "alice", "no Polish"))
        .isTrue();
    assertThat(community.next("alice")).isEmpty();
    assertThat(community.next("bob")).isPresent();
  }

  @Test
  void aSecondOpinionComesFromSomebodyElseWithTheNote(Community community) {
    community.pin("p", "a", "a pin", 0.5, 10);
    community.follow();
    Lease lease = community.take("alice");
    community
        .review
        .desk()
        .secondOpinion(lease.item().id(), lease.token(), "alice", "is this satire?");

    assertThat(community.next("alice")).isEmpty();
    Lease bobs = community.take("bob");
    assertThat(community.review.desk().notes(bobs.item().id()))
        .containsExactly("alice: is this satire?");
  }

  @Test
  void aMovedCaseWaitsInTheOtherQueueOnly(Community community) {
    community.pin("p", "a", "a pin", 0.5, 10);
    community.follow();
    Lease lease = community.take("alice");
    community.review.desk().move(lease.item().id(), lease.token(), "alice", "hate", "it is hate");

    assertThat(community.next("bob")).isEmpty();
  }

  @Test
  void anAssignedCaseIsForOnePersonAlone(Community community) {
    community.pin("p", "a", "a pin", 0.5, 10);
    community.follow();
    Lease lease = community.take("alice");
    community.review.desk().skip(lease.item().id(), lease.token(), "alice", "mine no more");
    community.review.desk().assign(lease.item().id(), "bob", "lead");

    assertThat(community.next("carol")).isEmpty();
    assertThat(community.next("bob")).isPresent();
  }

  @Test
  void fiftyReviewersAtOnceNeverGetTheSameCase(Community community) throws Exception {
    int cases = 200;
    for (int i = 0; i < cases; i++) {
      community.pin("p" + i, "s" + i, "a", 0.5, 10 + i);
    }
    community.follow();
    List<Callable<List<Long>>> shifts = new ArrayList<>();
    for (int r = 0; r < 50; r++) {
      String name = "r" + r;
      shifts.add(() -> shift(community, name));
    }
    List<Long> decided = new ArrayList<>();
    try (ExecutorService reviewers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<List<Long>> shift : reviewers.invokeAll(shifts)) {
        decided.addAll(shift.get());
      }
    }

    assertThat(decided).hasSize(cases).doesNotHaveDuplicates();
  }

  private static List<Long> shift(Community community, String name) {
    List<Long> decided = new ArrayList<>();
    for (var next = community.next(name); next.isPresent(); next = community.next(name)) {
      if (community.rule(next.get(), "spam", false) instanceof Ruled.Kept) {
        decided.add(next.get().item().id());
      }
    }
    return decided;
  }

  @Test
  void theAuditChainCoversDecisionsAndViews(Community community) {
    community.pin("p", "a", "a pin", 0.5, 10);
    community.follow();
    community.rule(community.take("alice"), "spam", false);
    community.follow();

    assertThat(new AuditChain(community.database).verify(Optional.empty(), _ -> {}))
        .isInstanceOf(Verification.Intact.class);
    List<String> kinds =
        community
            .database
            .jdbi()
            .withHandle(handle ->
                handle
                    .createQuery("select kind from audit order by seq")
                    .mapTo(String.class)
                    .list());
    assertThat(kinds).contains("label", "content viewed");
  }
}

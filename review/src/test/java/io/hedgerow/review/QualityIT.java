package io.hedgerow.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hedgerow.ledger.audit.AuditChain;
import io.hedgerow.ledger.audit.Verification;
import io.hedgerow.review.cases.Lease;
import io.hedgerow.review.cases.Ruled;
import io.hedgerow.review.quality.Audits.Draw;
import io.hedgerow.review.quality.Calibrations;
import io.hedgerow.review.quality.Goldens.Declared;
import io.hedgerow.review.quality.Goldens.Golden;
import io.hedgerow.review.quality.Quality;
import io.hedgerow.review.quality.QualityRates.Rate;
import io.hedgerow.review.quality.Ratings.Known;
import io.hedgerow.review.quality.Ratings.Rating;
import io.hedgerow.review.reviewer.Reviewer;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Communities.class)
final class QualityIT {

  private static Quality quality(Community community) {
    return community.review.quality();
  }

  /** A pin that somebody decided, as a case. */
  private static Lease decided(Community community, String pin, String by, String policy) {
    community.pin(pin, "a" + pin, "a pin like " + pin, 0.5, 10);
    community.follow();
    Lease lease = community.take(by);
    assertThat(community.rule(lease, policy, false)).isInstanceOf(Ruled.Kept.class);
    return lease;
  }

  private static void rates(Community community, double golden, double second) {
    quality(community).rates().put(new Rate("spam", golden, second), "lead");
  }

  @Test
  void aDecisionTakenAgainGoesToSomebodyElseAndWritesNothingWhenTheyAgree(Community community) {
    rates(community, 0, 1);
    Lease first = decided(community, "p", "alice", "spam");
    long labels = community.reader.lastLabel();

    assertThat(community.next("alice")).isEmpty();
    Lease second = community.take("bob");
    assertThat(second.item().entity()).isEqualTo(first.item().entity());
    assertThat(second.item().id()).isNotEqualTo(first.item().id());
    assertThat(community.rule(second, "spam", false))
        .isEqualTo(new Ruled.Kept("review:" + second.token(), 1, false));

    assertThat(community.reader.lastLabel()).isEqualTo(labels);
    assertThat(community.next("carol")).isEmpty();
    assertThat(quality(community).ratings().since(Community.NOON))
        .extracting(Rating::reviewer, Rating::said)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("alice", "spam"),
            org.assertj.core.groups.Tuple.tuple("bob", "spam"));
  }

  @Test
  void aThirdPersonSettlesADisagreementAndWhatTheySayStands(Community community) {
    rates(community, 0, 1);
    decided(community, "p", "alice", "spam");
    assertThat(community.action("pin:p")).isEqualTo("limit");
    community.rule(community.take("bob"), "", false);
    assertThat(community.action("pin:p")).isEqualTo("limit");

    assertThat(community.next("alice")).isEmpty();
    assertThat(community.next("bob")).isEmpty();
    Lease third = community.take("carol");
    Ruled.Kept kept = (Ruled.Kept) community.rule(third, "", false);

    assertThat(community.action("pin:p")).isEqualTo("none");
    assertThat(quality(community).goldens().candidates(5))
        .singleElement()
        .matches(candidate -> candidate.settled() && candidate.decided().isEmpty());
    assertThat(quality(community).ratings().known(Community.NOON))
        .extracting(Known::reviewer, Known::correct)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("alice", false),
            org.assertj.core.groups.Tuple.tuple("bob", true));

    assertThat(community.review.rulings().madeBy("carol", kept.batch())).isTrue();
    community.review.rulings().undo(kept.batch(), "carol", "a slip");
    assertThat(community.action("pin:p")).isEqualTo("limit");
    assertThat(community.take("carol").item().id()).isEqualTo(third.item().id());
  }

  @Test
  void aThirdWhoSidesWithTheFirstChangesNothing(Community community) {
    rates(community, 0, 1);
    decided(community, "p", "alice", "spam");
    community.rule(community.take("bob"), "", false);
    long labels = community.reader.lastLabel();

    community.rule(community.take("carol"), "spam", false);

    assertThat(community.reader.lastLabel()).isEqualTo(labels);
    assertThat(community.action("pin:p")).isEqualTo("limit");
  }

  @Test
  void anAnswerTakenBackIsAskedAgainAndItsThirdIsNotNeeded(Community community) {
    rates(community, 0, 1);
    decided(community, "p", "alice", "spam");
    Lease second = community.take("bob");
    Ruled.Kept kept = (Ruled.Kept) community.rule(second, "", false);
    community.review.rulings().undo(kept.batch(), "bob", "a slip");

    Lease again = community.take("bob");
    assertThat(again.item().id()).isEqualTo(second.item().id());
    community.rule(again, "spam", false);
    assertThat(community.next("carol")).isEmpty();
  }

  @Test
  void theSameAnswerSentTwiceIsOneAndAStaleOneIsRefused(Community community) {
    rates(community, 0, 1);
    decided(community, "p", "alice", "spam");
    Lease bobs = community.take("bob");
    community.pass(Duration.ofHours(1));
    Lease carols = community.take("carol");

    assertThat(community.rule(bobs, "spam", false)).isEqualTo(new Ruled.Stale());
    Ruled.Kept first = (Ruled.Kept) community.rule(carols, "spam", false);
    assertThat(community.rule(carols, "spam", false))
        .isEqualTo(new Ruled.Kept(first.batch(), 1, true));
    assertThat(quality(community).ratings().since(Community.NOON)).hasSize(2);
  }

  @Test
  void goldenCasesComeAtTheirRateOnceToEachPersonAndLabelNothing(Community community) {
    Lease source = decided(community, "known", "alice", "spam");
    Declared declared =
        quality(community).goldens().declare(source.item().id(), "spam", "a plain flood", "lead");
    assertThat(declared).isInstanceOf(Declared.Kept.class);
    assertThat(quality(community).goldens().declare(source.item().id(), "spam", "again", "lead"))
        .isEqualTo(new Declared.Already());
    rates(community, 0.5, 0);
    for (int i = 0; i < 40; i++) {
      community.pin("p" + i, "s" + i, "unlike others " + (char) ('a' + i % 26) + i, 0.5, 10);
    }
    community.follow();

    int golden = 0;
    for (Optional<Lease> next = community.next("bob");
        next.isPresent();
        next = community.next("bob")) {
      if (next.get().item().entity().id().equals("known")) {
        golden++;
        long labels = community.reader.lastLabel();
        community.rule(next.get(), "", false);
        assertThat(community.reader.lastLabel()).isEqualTo(labels);
      } else {
        community.rule(next.get(), "", false);
      }
    }

    assertThat(golden).isEqualTo(1);
    assertThat(community.action("pin:known")).isEqualTo("limit");
    assertThat(quality(community).goldens().list())
        .singleElement()
        .extracting(Golden::answers, Golden::right)
        .containsExactly(1, 0);
    assertThat(quality(community).ratings().known(Community.NOON))
        .singleElement()
        .matches(known -> known.reviewer().equals("bob") && !known.correct());
  }

  @Test
  void onlyADecidedCaseCanBeGolden(Community community) {
    community.pin("p", "a", "a pin", 0.5, 10);
    community.follow();
    long waiting = community.take("alice").item().id();

    assertThat(quality(community).goldens().declare(waiting, "", "why not", "lead"))
        .isEqualTo(new Declared.NotDecided());
  }

  @Test
  void aGoldenCaseGivenBackIsGoneForThatPersonOnly(Community community) {
    Lease source = decided(community, "known", "alice", "spam");
    quality(community).goldens().declare(source.item().id(), "spam", "a plain flood", "lead");
    rates(community, 0.5, 0);
    community.pin("p", "s", "a pin that nobody decides", 0.5, 10);
    community.follow();
    Lease lease = community.take("bob");
    while (!lease.item().entity().id().equals("known")) {
      community.pass(Duration.ofHours(1));
      lease = community.take("bob");
    }

    community.review.desk().skip(lease.item().id(), lease.token(), "bob", "not mine");

    assertThat(community.review.desk().standings()).singleElement().matches(s -> s.open() == 1);
  }

  @Test
  void everybodyLabelsTheSameSetAndResultsComeWhenAllAreDone(Community community) {
    Lease one = decided(community, "p1", "lead", "spam");
    Lease two = decided(community, "p2", "lead", "");
    Calibrations sessions = quality(community).calibrations();
    long session =
        sessions.call(
            "Floods", List.of(one.item().id(), two.item().id()), List.of("alice", "bob"), "lead");

    community.rule(community.take("alice"), "spam", false);
    community.rule(community.take("alice"), "spam", false);
    assertThat(community.next("alice")).isEmpty();
    assertThat(sessions.find(session).orElseThrow().left())
        .containsOnly(java.util.Map.entry("bob", 2));
    assertThat(sessions.results(session)).isEmpty();
    assertThat(quality(community).ratings().since(Community.NOON)).isEmpty();

    community.rule(community.take("bob"), "spam", false);
    community.rule(community.take("bob"), "", false);

    assertThat(sessions.find(session).orElseThrow().done()).isTrue();
    assertThat(sessions.results(session))
        .extracting(Calibrations.Result::decided, Calibrations.Result::said)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "spam", java.util.Map.of("alice", "spam", "bob", "spam")),
            org.assertj.core.groups.Tuple.tuple("", java.util.Map.of("alice", "spam", "bob", "")));
    assertThat(quality(community).ratings().since(Community.NOON)).hasSize(4);
  }

  @Test
  void aSessionThatSomebodyWillNotFinishIsClosedWithWhatThereIs(Community community) {
    Lease one = decided(community, "p1", "lead", "spam");
    Calibrations sessions = quality(community).calibrations();
    long session =
        sessions.call("Floods", List.of(one.item().id()), List.of("alice", "bob"), "lead");
    community.rule(community.take("alice"), "spam", false);

    assertThat(sessions.close(session, "lead")).isTrue();

    assertThat(community.next("bob")).isEmpty();
    assertThat(sessions.results(session))
        .singleElement()
        .matches(result -> result.said().equals(java.util.Map.of("alice", "spam")));
  }

  @Test
  void aSessionOnWhatNobodyDecidedIsRefused(Community community) {
    assertThatThrownBy(() ->
            quality(community)
                .calibrations()
                .call("Floods", List.of(7L), List.of("alice", "bob"), "lead"))
        .hasMessage("case 7 is not there, an appeal, or not decided yet");
  }

  @Test
  void audits_drawEachSourceAndPolicyWithItsProbability(Community community) {
    for (int i = 0; i < 8; i++) {
      community.pin("sure" + i, "s" + i, "sure of " + (char) ('a' + i), 0.95, 10);
    }
    community.pin("hate", "h", "they are vermin", 0, 10);
    community.follow();
    LocalDate day = LocalDate.of(2026, 3, 1);
    assertThatThrownBy(() -> quality(community).audits().draw(day, 4, 1, "lead"))
        .hasMessageContaining("must be over");
    community.pass(Duration.ofDays(1));

    assertThat(quality(community).audits().draw(day, 4, 1, "lead")).hasValue(5);
    assertThat(quality(community).audits().draw(day, 4, 1, "lead")).isEmpty();

    List<Draw> draws = quality(community).audits().list(day);
    assertThat(draws.stream().filter(draw -> draw.source().equals("sure")))
        .hasSize(4)
        .allMatch(draw -> draw.probability() == 0.5 && draw.right().isEmpty());
    assertThat(draws.stream().filter(draw -> draw.source().equals("hateful")))
        .singleElement()
        .matches(draw -> draw.probability() == 1);
    Lease lease = community.take("alice");
    community.rule(lease, "", false);
    assertThat(
            quality(community).audits().list(day).stream()
                .filter(draw -> draw.entity().equals(lease.item().entity())))
        .singleElement()
        .matches(draw -> draw.right().equals(Optional.of(false)));
  }

  @Test
  void whatPeopleDecidedIsAuditedBySomebodyElse(Community community) {
    decided(community, "p", "alice", "spam");
    community.pass(Duration.ofDays(1));
    LocalDate day = LocalDate.of(2026, 3, 1);
    quality(community).audits().draw(day, 10, 1, "lead");

    assertThat(community.next("alice")).isEmpty();
    community.rule(community.take("bob"), "", false);
    assertThat(people(community, day)).matches(draw -> draw.right().isEmpty());
    community.rule(community.take("carol"), "", false);
    assertThat(people(community, day))
        .matches(draw -> draw.source().equals("breaks") && draw.right().equals(Optional.of(false)));
  }

  private static Draw people(Community community, LocalDate day) {
    return quality(community).audits().list(day).stream()
        .filter(draw -> draw.kind().equals("REVIEWER"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void yesterdayIsDrawnByItselfOnceSomebodySaidHowMuch(Community community) {
    community.pin("sure", "s", "a sure pin", 0.95, 10);
    community.follow();
    quality(community).rates().auditADay(3, "lead");
    community.pass(Duration.ofDays(1));
    community.follow();

    assertThat(quality(community).audits().list(LocalDate.of(2026, 3, 1))).hasSize(1);
  }

  @Test
  void aReviewerDecidesOnlyByTheirPoliciesAndGetsOnlyTheirQueues(Community community) {
    community
        .review
        .reviewers()
        .put(
            new Reviewer(
                "alice", List.of("spam"), List.of(), Set.of(), List.of("spam"), List.of(), 5, 9),
            "admin");
    community.pin("p", "a", "a pin", 0.5, 10);
    community.pin("far", "b", "a pin that goes far", 0.5, 50_000);
    community.follow();

    assertThat(
            community
                .review
                .desk()
                .next(
                    "alice",
                    List.of("far_reach"),
                    List.of(),
                    io.hedgerow.review.cases.Wanted.Order.HARM))
        .isEmpty();
    Lease lease = community.take("alice");
    assertThat(lease.item().queue()).isEqualTo("spam");
    assertThat(community.rule(lease, "hate", false)).isEqualTo(new Ruled.NotTheirs("hate"));
    assertThat(community.rule(lease, "spam", false)).isInstanceOf(Ruled.Kept.class);
  }

  @Test
  void viewsThatAreKeptWhileOthersAreChainedAreAllCovered(Community community) throws Exception {
    var views = community.review.views();
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String viewer = "person:v" + i;
        running.add(
            pool.submit(() -> {
              for (int j = 0; j < 40; j++) {
                views.add(viewer, "entity", "pin:p" + j);
              }
            }));
      }
      while (!running.stream().allMatch(Future::isDone)) {
        views.chain();
      }
      for (Future<?> viewer : running) {
        viewer.get();
      }
    }
    views.chain();

    assertThat(views.verify()).isEmpty();
    assertThat(one(community, "select position from review.follower where name = 'views chained'"))
        .isEqualTo(one(community, "select max(id) from review.view"));
    assertThat(one(community, "select count(*) from review.view")).isEqualTo(320);
  }

  private static long one(Community community, String sql) {
    return community
        .database
        .jdbi()
        .withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  @Test
  void viewsAreForgottenAfterTheirTimeAndTheChainSaysUpToWhere(Community community) {
    Retention retention =
        new Retention(
            community.database.jdbi(),
            community.review.views(),
            new Retention.Keep(Duration.ofDays(100), Duration.ofDays(30)),
            community);
    community.review.views().add("person:ann", "entity", "pin:old");
    community.pin("p", "a", "an old title", 0, 10);
    community.follow();
    retention.follow();
    assertThat(one(community, "select count(*) from review.view")).isEqualTo(1);

    community.pass(Duration.ofDays(101));
    community.review.views().add("person:ann", "entity", "pin:new");
    community.follow();
    retention.follow();

    assertThat(community.review.views().of("pin:old", 9)).isEmpty();
    assertThat(community.review.views().of("pin:new", 9)).hasSize(1);
    assertThat(community.review.views().verify()).isEmpty();
    community
        .database
        .jdbi()
        .useTransaction(handle -> {
          handle.execute("set local hedgerow.forgetting = 'views'");
          handle.execute("delete from review.view");
        });
    assertThat(community.review.views().verify())
        .hasValueSatisfying(wrong -> assertThat(wrong).contains("not what was kept"));
  }

  @Test
  void viewsAreInTheChainAndAChangedOneIsFound(Community community) {
    community.review.views().add("person:ann", "entity", "pin:p");
    community.review.views().add("person:ann", "entity", "pin:q");
    community.follow();
    community.review.views().add("person:ann", "decision", "d");
    community.follow();

    assertThat(community.review.views().verify()).isEmpty();
    assertThat(new AuditChain(community.database).verify(Optional.empty(), _ -> {}))
        .isInstanceOf(Verification.Intact.class);
    community
        .database
        .jdbi()
        .useHandle(handle -> {
          handle.execute("alter table review.view disable trigger append_only");
          handle.execute("update review.view set subject = 'pin:other' where subject = 'pin:q'");
        });
    assertThat(community.review.views().verify())
        .hasValueSatisfying(wrong -> assertThat(wrong).contains("not what was kept"));
  }
}

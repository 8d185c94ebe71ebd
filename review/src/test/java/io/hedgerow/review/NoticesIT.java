package io.hedgerow.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hedgerow.engine.decision.SourceKind;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.review.cases.Arrivals.Asked;
import io.hedgerow.review.cases.Lease;
import io.hedgerow.review.cases.Ruled;
import io.hedgerow.review.report.Notice;
import io.hedgerow.review.report.Notice.Draft;
import io.hedgerow.review.report.Notice.Item;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Notices by people without an account. */
@ExtendWith(Communities.class)
final class NoticesIT {

  @Test
  void aNoticeOfSeveralItemsIsALabelAndACaseForEachAndItsLinkTellsTheOutcome(Community community) {
    community.pin("p", "a", "the first pin", 0, 10);
    community.pin("q", "b", "the second pin", 0, 10);
    Notice.Receipt receipt =
        community.review.notices().file(draft("spam", "pin:p", "pin:q", "pin:unknown"));
    community.follow();

    assertThat(notice(community, receipt).items())
        .containsExactly(
            new Item(EntityId.parse("pin:p"), true, Optional.empty()),
            new Item(EntityId.parse("pin:q"), true, Optional.empty()),
            new Item(EntityId.parse("pin:unknown"), false, Optional.empty()));
    assertThat(community.reader.labels(EntityId.parse("pin:p")))
        .singleElement()
        .matches(label -> label.source().kind() == SourceKind.REPORT)
        .matches(label -> label.source().id().equals("notice:" + receipt.receipt()))
        .matches(label -> label.confidence() < 0.1);

    Lease first = community.take("alice");
    assertThat(first.item().cause()).isEqualTo("notice");
    Ruled.Kept kept = (Ruled.Kept) community.rule(first, "spam", false);
    community.rule(community.take("alice"), "", false);
    assertThat(community.next("alice")).isEmpty();
    assertThat(notice(community, receipt).items())
        .extracting(Item::upheld)
        .containsExactlyInAnyOrder(Optional.of(true), Optional.of(false), Optional.empty());

    community.review.rulings().undo(kept.batch(), "lead", "a mistake");
    assertThat(notice(community, receipt).items())
        .extracting(Item::upheld)
        .containsExactlyInAnyOrder(Optional.empty(), Optional.of(false), Optional.empty());
  }

  /**
   * Two pages of the same notice, the second held up half-way by a lock on what it writes first,
   * while somebody decides: the decision either waits for it or is seen by it.
   */
  @Test
  void aCaseDecidedWhileItIsAskedForAgainIsNotOpenedAgain(Community community) throws Exception {
    community.pin("p", "a", "a pin", 0.5, 10);
    community.follow();
    Lease lease = community.take("alice");
    Asked again = new Asked(lease.item().entity(), "", "unsure", community.instant());
    community.pass(Duration.ofSeconds(1));

    try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor();
        Handle hold = community.database.jdbi().open()) {
      hold.begin();
      hold.execute("delete from review.shelf");
      Future<?> asking =
          both.submit(() ->
              community
                  .database
                  .jdbi()
                  .useTransaction(handle -> community.review.ask(handle, List.of(again))));
      untilWaiting(hold, 1, asking);
      Future<Ruled> ruling = both.submit(() -> community.rule(lease, "spam", false));
      untilWaiting(hold, 2, ruling);
      hold.rollback();
      asking.get();
      assertThat(ruling.get()).isInstanceOf(Ruled.Kept.class);
    }

    assertThat(community.next("bob")).isEmpty();
  }

  /** Until so many transactions wait for a lock, or that one is through. */
  private static void untilWaiting(Handle handle, int transactions, Future<?> through) {
    while (!through.isDone() && waiting(handle) < transactions) {
      Thread.onSpinWait();
    }
  }

  private static int waiting(Handle handle) {
    return handle
        .createQuery(
            "select count(*) from pg_stat_activity where datname = current_database()"
                + " and wait_event_type = 'Lock'")
        .mapTo(Integer.class)
        .one();
  }

  @Test
  void aNoticeJoinsTheCaseThatWaitsAndHasAClock(Community community) {
    community.pin("p", "a", "the first pin", 0, 10);
    community.report("p", "r1");
    community.follow();
    community.review.notices().file(draft("", "pin:p"));
    community.follow();

    Lease lease = community.take("alice");
    assertThat(lease.item().reports()).isEqualTo(2);
    community.rule(lease, "", false);
    assertThat(community.next("alice")).isEmpty();
  }

  @Test
  void aNoticeThatNoQueueTakesIsDueAllTheSame(Community community) {
    community.pin("p", "a", "the first pin", 0, 10);
    community.review.notices().file(draft("", "pin:p"));
    community.follow();

    assertThat(community.take("alice").item().due())
        .contains(Community.NOON.plus(Duration.ofDays(3)));
  }

  @Test
  void aHundredNoticesByNobodyKnownDoNotOutrankOneTrustedReporter(Community community) {
    for (int i = 0; i < 12; i++) {
      community.pin("bad" + i, "s" + i, "unlike the others " + "abcdefghijkl".charAt(i), 0, 1);
      community.report("bad" + i, "trusted");
    }
    community.follow();
    for (int i = 0; i < 12; i++) {
      community.rule(community.take("alice"), "spam", false);
    }
    community.pin("target", "b", "a pin that many dislike", 0, 10);
    for (int i = 0; i < 100; i++) {
      community.review.notices().file(draft("spam", "pin:target"));
    }
    community.pin("real", "c", "a pin that one knows to be bad", 0, 10);
    community.report("real", "trusted");
    community.follow();

    assertThat(community.take("alice").item().entity().id()).isEqualTo("real");
    assertThat(community.action("pin:target")).isEqualTo("none");
  }

  @Test
  void anotherSecretShowsNothing(Community community) {
    assertThat(community.review.notices().find("guess")).isEmpty();
  }

  @Test
  void aDraftSaysWhatIsWrongWithIt() {
    assertThatThrownBy(() -> new Draft(List.of(), "spam", "look", "", ""))
        .hasMessage("a notice names 1 to 20 items, this one 0");
    assertThatThrownBy(() ->
            new Draft(
                IntStream.range(0, 21).mapToObj(i -> EntityId.parse("pin:" + i)).toList(),
                "spam",
                "look",
                "",
                ""))
        .hasMessage("a notice names 1 to 20 items, this one 21");
    assertThatThrownBy(() -> draft("spam", "pin:p", " ", "pin:q"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Draft(List.of(EntityId.parse("pin:p")), "", "  ", "", ""))
        .hasMessage("a notice says why in 1 to 5000 characters, this one in 0");
  }

  private static Notice notice(Community community, Notice.Receipt receipt) {
    return community.review.notices().find(receipt.token()).orElseThrow();
  }

  private static Draft draft(String policy, String... entities) {
    return new Draft(
        Stream.of(entities).map(EntityId::parse).toList(), policy, "please look at this", "", "");
  }
}

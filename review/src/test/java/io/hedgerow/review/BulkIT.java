package io.hedgerow.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.pack.Pack;
import io.hedgerow.engine.pack.PackLoader;
import io.hedgerow.engine.pack.PackLoading;
import io.hedgerow.ledger.audit.AuditChain;
import io.hedgerow.ledger.audit.Verification;
import io.hedgerow.ledger.decision.DecisionFilter;
import io.hedgerow.review.bulk.BulkAction;
import io.hedgerow.review.bulk.BulkAction.Problem;
import io.hedgerow.review.bulk.BulkAction.State;
import io.hedgerow.review.bulk.BulkActions;
import io.hedgerow.review.bulk.BulkActions.Outcome;
import io.hedgerow.review.bulk.BulkActions.Why;
import io.hedgerow.review.bulk.BulkWork;
import io.hedgerow.review.bulk.CsvEntities;
import io.hedgerow.review.bulk.Entities;
import io.hedgerow.review.bulk.Judgement;
import io.hedgerow.review.bulk.Kinds;
import io.hedgerow.review.bulk.ListedEntities;
import io.hedgerow.review.bulk.Preview;
import io.hedgerow.review.bulk.Preview.Move;
import io.hedgerow.review.bulk.SearchedEntities;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Communities.class)
final class BulkIT {
  static final int ALONE = 10;
  private static final Judgement SPAM =
      new Judgement("spam", true, "a wave of link spam", Optional.empty());

  static BulkActions actions(Community community) {
    return new BulkActions(
        community.database.jdbi(), community.ledger, () -> community.pack, community, ALONE);
  }

  static BulkWork work(Community community) {
    return new BulkWork(
        community.database.jdbi(), community.ledger, () -> community.pack, community);
  }

  static void workThrough(Community community) {
    BulkWork work = work(community);
    while (work.step()) {
      // page by page
    }
  }

  private static Kinds kinds(Community community) {
    return Kinds.of(community.pack);
  }

  private static Entities pins(Community community, int count) {
    return new ListedEntities(
        IntStream.range(0, count).mapToObj(i -> "pin:p" + i).toList(), kinds(community));
  }

  private static Entities csv(Community community, String text) {
    return new CsvEntities(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
        "../../<script>.csv",
        kinds(community));
  }

  static BulkAction stands(Outcome outcome) {
    if (outcome instanceof Outcome.Stands(BulkAction action, boolean _)) {
      return action;
    }
    throw new AssertionError(outcome);
  }

  private static Outcome.Refused refused(Outcome outcome) {
    if (outcome instanceof Outcome.Refused refused) {
      return refused;
    }
    throw new AssertionError(outcome);
  }

  private static BulkAction asked(Community community, Entities entities) throws IOException {
    return stands(actions(community).ask("key", "person:alice", SPAM, entities));
  }

  private static State state(Community community, BulkAction action) {
    return actions(community).find(action.id()).orElseThrow().state();
  }

  @Test
  void thePreviewSaysWhatWouldChangeAndChangesNothing(Community community) throws IOException {
    community.pins(6, 2);
    community.pin("already", "z", "surely spam", 0.95, 1);
    BulkAction action =
        asked(
            community,
            new ListedEntities(
                List.of(
                    "pin:p0",
                    "pin:p2",
                    "pin:p4",
                    "pin:p1",
                    "pin:already",
                    "pin:never-seen",
                    "pin:p0"),
                kinds(community)));
    workThrough(community);
    Preview preview = actions(community).preview(action.id());

    assertThat(action.entities()).isEqualTo(6);
    assertThat(action.repeated()).isEqualTo(1);
    assertThat(state(community, action)).isEqualTo(State.PREVIEWED);
    assertThat(preview.unknown()).isEqualTo(1);
    assertThat(preview.unchanged()).isEqualTo(1);
    assertThat(preview.entities()).containsExactly(new Move("none", "limit", 5));
    assertThat(preview.accounts()).containsExactly(new Move("none", "suspend", 1));
    assertThat(community.action("pin:p0")).isEqualTo("none");
    assertThat(community.action("account:a0")).isEqualTo("none");
  }

  @Test
  void whatThePreviewForesawIsWhatHappensAndOneUndoTakesItBack(Community community)
      throws IOException {
    community.pins(8, 2);
    BulkAction action = asked(community, pins(community, 8));
    workThrough(community);
    BulkActions actions = actions(community);
    stands(actions.start(action.id(), "person:alice", Optional.empty()));
    workThrough(community);

    assertThat(state(community, action)).isEqualTo(State.DONE);
    assertThat(community.action("pin:p7")).isEqualTo("limit");
    assertThat(community.action("account:a1")).isEqualTo("suspend");

    stands(actions.undo(action.id(), "person:alice", "the wrong file"));
    workThrough(community);

    assertThat(state(community, action)).isEqualTo(State.UNDONE);
    assertThat(community.action("pin:p7")).isEqualTo("none");
    assertThat(community.action("account:a1")).isEqualTo("none");
    assertThat(new AuditChain(community.database).verify(Optional.empty(), _ -> {}))
        .isInstanceOf(Verification.Intact.class);
    assertThat(auditKinds(community))
        .contains("bulk asked", "bulk started", "bulk begun", "bulk done", "bulk undone");
  }

  private static List<String> auditKinds(Community community) {
    return community
        .database
        .jdbi()
        .withHandle(h -> h.createQuery("select kind from audit").mapTo(String.class).list());
  }

  @Test
  void aboveTheSizeASecondPersonMustAgreeWhoIsAnother(Community community) throws IOException {
    community.pins(ALONE + 1, 3);
    BulkAction action = asked(community, pins(community, ALONE + 1));
    workThrough(community);
    BulkActions actions = actions(community);
    stands(actions.start(action.id(), "person:bob", Optional.empty()));
    workThrough(community);

    assertThat(state(community, action)).isEqualTo(State.WAITING);
    assertThat(refused(actions.approve(action.id(), "person:alice")).why())
        .isEqualTo(Why.SAME_PERSON);
    assertThat(refused(actions.approve(action.id(), "person:bob")).why())
        .isEqualTo(Why.SAME_PERSON);
    assertThat(community.action("pin:p0")).isEqualTo("none");

    stands(actions.approve(action.id(), "person:carol"));
    workThrough(community);
    assertThat(state(community, action)).isEqualTo(State.DONE);
    assertThat(community.action("pin:p0")).isEqualTo("limit");
  }

  @Test
  void oneProgramIsOnePairOfEyesWhoeverItNames(Community community) throws IOException {
    BulkActions actions = actions(community);
    BulkAction action =
        stands(actions.ask("k", "key:hk_1/alice", SPAM, pins(community, ALONE + 1)));
    workThrough(community);
    stands(actions.start(action.id(), "key:hk_1/alice", Optional.empty()));

    assertThat(refused(actions.approve(action.id(), "key:hk_1/bob")).why())
        .isEqualTo(Why.SAME_PERSON);
  }

  @Test
  void theSameRequestAgainIsTheSameActionAndAReusedKeyIsRefused(Community community)
      throws IOException {
    BulkActions actions = actions(community);
    BulkAction first = stands(actions.ask("k", "person:alice", SPAM, pins(community, 3)));
    Outcome again = actions.ask("k", "person:alice", SPAM, pins(community, 3));

    assertThat(again).isEqualTo(new Outcome.Stands(first, true));
    assertThat(refused(actions.ask("k", "person:alice", SPAM, pins(community, 4))).why())
        .isEqualTo(Why.CONFLICT);
    assertThat(actions.list(Long.MAX_VALUE, 10)).hasSize(1);
  }

  @Test
  void startingTwiceOrUndoingBeforeItBeganChangesNothing(Community community) throws IOException {
    BulkAction action = asked(community, pins(community, 3));
    workThrough(community);
    BulkActions actions = actions(community);

    assertThat(refused(actions.undo(action.id(), "person:alice", "no")).why())
        .isEqualTo(Why.CONFLICT);
    stands(actions.start(action.id(), "person:alice", Optional.empty()));
    assertThat(refused(actions.start(action.id(), "person:alice", Optional.empty())).why())
        .isEqualTo(Why.CONFLICT);
    assertThat(refused(actions.start(999, "person:alice", Optional.empty())).why())
        .isEqualTo(Why.UNKNOWN);
  }

  @Test
  void aRestartGoesOnWhereItEndedAndAnUndoHalfWayTakesBackWhatWasDone(Community community)
      throws IOException {
    community.pins(700, 100);
    BulkAction action = asked(community, pins(community, 700));
    workThrough(community);
    BulkActions actions = actions(community);
    stands(actions.start(action.id(), "person:alice", Optional.empty()));
    stands(actions.approve(action.id(), "person:bob"));
    work(community).step();
    work(community).step();
    work(community).step();
    assertThat(actions.find(action.id()).orElseThrow().position()).isEqualTo(500);
    assertThat(community.action("pin:p499")).isEqualTo("limit");
    assertThat(community.action("pin:p500")).isEqualTo("none");

    stands(actions.undo(action.id(), "person:bob", "stop"));
    workThrough(community);

    assertThat(state(community, action)).isEqualTo(State.UNDONE);
    assertThat(community.action("pin:p0")).isEqualTo("none");
    assertThat(community.reader.labels(EntityId.parse("pin:p600"))).isEmpty();
  }

  @Test
  void aScheduledActionBeginsAtItsTimeAndCanBeCancelledBefore(Community community)
      throws IOException {
    community.pins(2, 1);
    BulkActions actions = actions(community);
    BulkAction kept = stands(actions.ask("a", "person:alice", SPAM, pins(community, 1)));
    BulkAction dropped =
        stands(
            actions.ask(
                "b",
                "person:alice",
                SPAM,
                new ListedEntities(List.of("pin:p1"), kinds(community))));
    workThrough(community);
    Optional<Instant> tomorrow = Optional.of(community.instant().plus(Duration.ofDays(1)));
    stands(actions.start(kept.id(), "person:alice", tomorrow));
    stands(actions.start(dropped.id(), "person:alice", tomorrow));
    stands(actions.cancel(dropped.id(), "person:alice"));
    workThrough(community);
    assertThat(state(community, kept)).isEqualTo(State.SCHEDULED);
    assertThat(community.action("pin:p0")).isEqualTo("none");

    community.pass(Duration.ofDays(1));
    workThrough(community);

    assertThat(community.action("pin:p0")).isEqualTo("limit");
    assertThat(community.action("pin:p1")).isEqualTo("none");
    assertThat(
            refused(
                    actions.start(
                        kept.id(),
                        "person:alice",
                        Optional.of(community.instant().plus(Duration.ofDays(400)))))
                .why())
        .isEqualTo(Why.INVALID);
  }

  @Test
  void anActionWhosePolicyIsRetiredMeanwhileStopsAndSaysSo(Community community) throws IOException {
    BulkAction action = asked(community, pins(community, 3));
    workThrough(community);
    stands(actions(community).start(action.id(), "person:alice", Optional.empty()));
    Pack later = without(community.pack, "spam");
    BulkWork work =
        new BulkWork(community.database.jdbi(), community.ledger, () -> later, community);
    while (work.step()) {
      // page by page
    }

    BulkAction stopped = actions(community).find(action.id()).orElseThrow();
    assertThat(stopped.state()).isEqualTo(State.STOPPED);
    assertThat(stopped.stopped()).contains("the active pack no longer has policy `spam`");
    assertThat(community.reader.labels(EntityId.parse("pin:p0"))).isEmpty();
  }

  private static Pack without(Pack pack, String policy) {
    Map<String, byte[]> files = new HashMap<>();
    pack.sources().forEach((path, text) -> files.put(path, text.getBytes(StandardCharsets.UTF_8)));
    files.remove("policies/" + policy + ".yaml");
    files.remove("rules/doubts.yaml");
    files.remove("queues.yaml");
    files.remove("statements/de.yaml");
    return switch (PackLoader.load(files)) {
      case PackLoading.Loaded loaded -> loaded.pack();
      case PackLoading.Failed failed -> throw new AssertionError(failed.diagnostics());
    };
  }

  @Test
  void linesOfTheWrongKindAreNamedAndTheRestIsKept(Community community) throws IOException {
    String text =
        "\uFEFFreason,Entity\r\nspam,pin:p0\r\nx,board:b1\n\"a, b\",\"pin:p\"\"1\"\n\nalone\n"
            + "y,no kind\ny,pin:p0\n\"never closed,pin:p2\n"
            + "z".repeat(5_000)
            + "\nlast,pin:p3";
    BulkAction action = asked(community, csv(community, text));

    assertThat(action.entities()).isEqualTo(3);
    assertThat(action.repeated()).isEqualTo(1);
    assertThat(action.refused()).isEqualTo(4);
    assertThat(action.problems().stream().map(Problem::line)).containsExactly(3L, 6L, 7L, 9L);
    assertThat(action.problems().getFirst().message())
        .isEqualTo("kind `board` is not wanted here; valid: account, comment, image, pin");
    assertThat(actions(community).entries(action.id(), 0, 10).stream().map(e -> e.entity().id()))
        .containsExactly("p0", "p\"1", "p3");
    assertThat(action.origin()).isEqualTo("csv ../../<script>.csv");
  }

  @Test
  void aFileWithNothingToJudgeIsRefusedWithWhatIsWrong(Community community) throws IOException {
    Outcome.Refused wrong =
        refused(
            actions(community)
                .ask("k", "person:alice", SPAM, csv(community, "board:1\nboard:2\n")));
    assertThat(wrong.why()).isEqualTo(Why.INVALID);
    assertThat(wrong.problems()).hasSize(2);
    assertThat(
            refused(
                    actions(community)
                        .ask(
                            "k",
                            "person:alice",
                            new Judgement("no-such", true, "r", Optional.empty()),
                            pins(community, 1)))
                .message())
        .contains("no-such");
    assertThat(actions(community).list(Long.MAX_VALUE, 10)).isEmpty();
  }

  @Test
  void aFileWithMoreThanAMillionLinesIsRefusedWholeWithoutHoldingIt(Community community)
      throws IOException {
    Outcome.Refused wrong =
        refused(
            actions(community)
                .ask(
                    "k",
                    "person:alice",
                    SPAM,
                    new CsvEntities(
                        new Lines(BulkAction.MOST_ENTITIES + 1), "huge.csv", kinds(community))));

    assertThat(wrong.message()).contains("at most 1,000,000 entities");
    assertThat(actions(community).list(Long.MAX_VALUE, 10)).isEmpty();
  }

  @Test
  void aMillionLinesOfTheWrongKindAreCountedTheFirstNamedAndTheOneRightLineKept(Community community)
      throws IOException {
    BulkActions actions = actions(community);
    Entities lines =
        new CsvEntities(
            new Lines("teapot:", BulkAction.MOST_ENTITIES, "pin:right"),
            "huge.csv",
            kinds(community));

    Outcome.Stands stands = (Outcome.Stands) actions.ask("k", "person:alice", SPAM, lines);

    assertThat(stands.action().entities()).isEqualTo(1);
    assertThat(stands.action().refused()).isEqualTo(BulkAction.MOST_ENTITIES - 1);
    assertThat(stands.action().problems()).hasSize(BulkAction.MOST_PROBLEMS);
    assertThat(stands.action().problems().getFirst().message()).contains("`teapot`", "pin");
  }

  /** A file that is made while it is read. */
  private static final class Lines extends InputStream {
    private final String kind;
    private final int count;
    private final String last;
    private int line;
    private byte[] rest = {};
    private int at;

    Lines(int count) {
      this("pin:", count, "pin:last");
    }

    Lines(String kind, int count, String last) {
      this.kind = kind;
      this.count = count;
      this.last = last;
    }

    @Override
    public int read() {
      if (at == rest.length) {
        if (line == count) {
          return -1;
        }
        line++;
        rest = ((line == count ? last : kind + line) + "\n").getBytes(StandardCharsets.UTF_8);
        at = 0;
      }
      return rest[at++];
    }
  }

  @Test
  void aSearchCoversWhatItFindsNowAndNothingThatComesLater(Community community) throws IOException {
    community.pin("s1", "a", "one", 0.95, 1);
    community.pin("s2", "b", "two", 0.95, 1);
    community.pin("other", "c", "three", 0, 1);
    BulkAction action =
        stands(
            actions(community)
                .ask(
                    "k",
                    "person:alice",
                    new Judgement("spam", false, "the rule was wrong", Optional.empty()),
                    new SearchedEntities(
                        community.reader,
                        DecisionFilter.ALL.withRule("sure"),
                        false,
                        kinds(community),
                        page -> page,
                        "rule sure")));
    community.pin("s3", "d", "four", 0.95, 1);
    workThrough(community);
    stands(actions(community).start(action.id(), "person:alice", Optional.empty()));
    workThrough(community);

    assertThat(action.entities()).isEqualTo(2);
    assertThat(community.action("pin:s1")).isEqualTo("none");
    assertThat(community.action("pin:s3")).isEqualTo("limit");
  }

  @Test
  void aTimedActionReversesItselfAndTellsSo(Community community) throws IOException {
    community.pins(1, 1);
    BulkActions actions = actions(community);
    BulkAction action =
        stands(
            actions.ask(
                "k",
                "person:alice",
                new Judgement("spam", true, "for a day", Optional.of(Duration.ofDays(1))),
                pins(community, 1)));
    workThrough(community);
    stands(actions.start(action.id(), "person:alice", Optional.empty()));
    workThrough(community);
    community.follow();
    long before = community.reader.lastChange();
    assertThat(community.action("pin:p0")).isEqualTo("limit");

    community.pass(Duration.ofDays(1));
    community.ledger.advance();

    assertThat(community.action("pin:p0")).isEqualTo("none");
    assertThat(community.reader.changesAfter(before, 10))
        .anySatisfy(change -> {
          assertThat(change.cause()).isEqualTo("time");
          assertThat(change.after().entity().toString()).isEqualTo("pin:p0");
          assertThat(change.after().action().word()).isEqualTo("none");
        });
  }

  @Test
  void machinesOnATrustedAccountOpenACaseAndChangeNothingUntilAPersonDecides(Community community) {
    community.ledger.trust(EntityId.parse("account:city"), true, "person:lead", "a city");
    community.pin("bridge", "city", "surely spam", 0.95, 10);
    community.follow();

    assertThat(community.action("pin:bridge")).isEqualTo("none");
    assertThat(community.review.appeals().of(EntityId.parse("pin:bridge"))).isEmpty();
    var lease = community.take("person:alice");
    assertThat(lease.item().entity().toString()).isEqualTo("pin:bridge");
    assertThat(lease.item().cause()).isEqualTo("trusted");
    community.rule(lease, "spam", false);
    assertThat(community.action("pin:bridge")).isEqualTo("limit");
  }
}

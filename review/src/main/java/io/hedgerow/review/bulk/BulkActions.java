package io.hedgerow.review.bulk;

import static io.hedgerow.engine.json.CanonicalJson.members;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.pack.Pack;
import io.hedgerow.ledger.Ledger;
import io.hedgerow.ledger.audit.Digest;
import io.hedgerow.review.bulk.BulkAction.Problem;
import io.hedgerow.review.bulk.BulkAction.State;
import io.hedgerow.review.bulk.Entities.Line;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Bulk actions: asked for, looked at, started by a person, agreed to by a second one above a size,
 * and taken back as one. Carried out by {@link BulkWork}. Thread-safe.
 */
public final class BulkActions {
  /** How far ahead one may be scheduled. */
  public static final Duration FURTHEST = Duration.ofDays(366);

  private final Jdbi jdbi;
  private final Ledger ledger;
  private final Supplier<Pack> pack;
  private final InstantSource clock;
  private final int alone;

  /**
   * @param alone entities that one person may act on without a second
   */
  public BulkActions(
      Jdbi jdbi, Ledger ledger, Supplier<Pack> pack, InstantSource clock, int alone) {
    this.jdbi = jdbi;
    this.ledger = ledger;
    this.pack = pack;
    this.clock = clock;
    this.alone = alone;
  }

  /** What became of a request. */
  public sealed interface Outcome {
    /**
     * It stands so now.
     *
     * @param repeated true when the same had been asked before
     */
    record Stands(BulkAction action, boolean repeated) implements Outcome {}

    /** It cannot be done, for that reason; nothing changed. */
    record Refused(Why why, String message, List<Problem> problems) implements Outcome {}
  }

  /** Why something cannot be done. */
  public enum Why {
    /** There is no such bulk action. */
    UNKNOWN,
    /** What was sent does not fit. */
    INVALID,
    /** It is not in a state in which that can be done, or the key was used for something else. */
    CONFLICT,
    /** It has to be somebody else. */
    SAME_PERSON
  }

  private static Outcome refused(Why why, String message) {
    return new Outcome.Refused(why, message, List.of());
  }

  /** How many entities one person may act on alone. */
  public int alone() {
    return alone;
  }

  /**
   * Keeps a request whole or not at all, and has its effects worked out.
   *
   * @param key idempotency key
   * @throws IOException when the source breaks off; nothing was kept
   */
  public Outcome ask(String key, String author, Judgement judgement, Entities entities)
      throws IOException {
    if (!pack.get().policies().containsKey(judgement.policy())) {
      return refused(Why.INVALID, "the active pack has no policy `" + judgement.policy() + "`");
    }
    return jdbi.inTransaction(
        handle -> new Asking(new BulkTable(handle)).ask(key, author, judgement, entities));
  }

  /** One request as it is read. */
  private final class Asking {
    private final BulkTable table;
    private final Digest digest = new Digest();
    private final List<Problem> problems = new ArrayList<>();
    private int refused;
    private int named;

    Asking(BulkTable table) {
      this.table = table;
    }

    Outcome ask(String key, String author, Judgement judgement, Entities entities)
        throws IOException {
      digest.add(author).add(judgement.toString());
      table.stage();
      for (List<Line> lines = entities.next(); !lines.isEmpty(); lines = entities.next()) {
        take(lines);
        if (named + refused > BulkAction.MOST_ENTITIES) {
          return new Outcome.Refused(
              Why.INVALID,
              "a bulk action covers at most %,d entities, this has more; split it"
                  .formatted(BulkAction.MOST_ENTITIES),
              problems);
        }
      }
      if (named == 0) {
        return new Outcome.Refused(
            Why.INVALID, "there is no entity in it that could be judged", problems);
      }
      byte[] content = digest.take();
      Optional<byte[]> earlier = table.content(key);
      boolean fresh =
          earlier.isEmpty()
              && table
                  .add(key, content, entities.origin(), judgement, author, now(), refused, problems)
                  .isPresent();
      if (!fresh && !Arrays.equals(content, table.content(key).orElseThrow())) {
        return BulkActions.refused(
            Why.CONFLICT, "the key `" + key + "` was used for another request; choose a new one");
      }
      return new Outcome.Stands(table.find(key).orElseThrow(), !fresh);
    }

    private void take(List<Line> lines) {
      List<Line.Named> good = new ArrayList<>();
      for (Line line : lines) {
        switch (line) {
          case Line.Named entity -> {
            good.add(entity);
            digest.add(entity.entity().toString());
          }
          case Line.Wrong(Problem problem) -> {
            refused++;
            if (problems.size() < BulkAction.MOST_PROBLEMS) {
              problems.add(problem);
            }
          }
        }
      }
      named += good.size();
      table.stage(good);
    }
  }

  public Optional<BulkAction> find(long id) {
    return jdbi.withHandle(handle -> new BulkTable(handle).find(id));
  }

  /** Newest first. */
  public List<BulkAction> list(long before, int limit) {
    return jdbi.withHandle(handle -> new BulkTable(handle).list(before, limit));
  }

  public Preview preview(long id) {
    return jdbi.withHandle(handle -> new BulkTable(handle).preview(id));
  }

  /**
   * One entity of a bulk action, as the preview found it; what is empty was not looked at yet.
   *
   * @param number its place, from 1
   * @param known false when nothing was ever heard of it
   */
  public record Entry(
      int number,
      EntityId entity,
      Optional<Boolean> known,
      Optional<String> before,
      Optional<String> after) {}

  /** Its entities after that number, in order. */
  public List<Entry> entries(long id, int after, int limit) {
    return jdbi.withHandle(handle -> new BulkTable(handle).entries(id, after, limit));
  }

  /**
   * Says that it shall be done: now, or from that time on. Above the size that one person may act
   * on alone it waits for a second one.
   */
  public Outcome start(long id, String starter, Optional<Instant> at) {
    Instant now = now();
    if (at.filter(t -> t.isAfter(now.plus(FURTHEST))).isPresent()) {
      return refused(Why.INVALID, "it may be scheduled at most 366 days ahead");
    }
    return step(
        id,
        "bulk started",
        starter,
        members("at", at.map(Instant::toString)),
        List.of(State.PREVIEWED),
        action -> action.entities() > alone ? State.WAITING : State.SCHEDULED,
        table -> table.started(id, starter, at.filter(t -> t.isAfter(now)).orElse(now)));
  }

  /** Agrees, as somebody who neither asked for it nor started it. */
  public Outcome approve(long id, String approver) {
    if (find(id).filter(action -> concerns(action, approver)).isPresent()) {
      return refused(
          Why.SAME_PERSON, "whoever asked for it or started it cannot be the second person");
    }
    return step(
        id,
        "bulk approved",
        approver,
        Map.of(),
        List.of(State.WAITING),
        _ -> State.SCHEDULED,
        table -> table.approved(id, approver));
  }

  /** True when somebody asked for it or started it, and so cannot be the second person. */
  public boolean concerns(BulkAction action, String person) {
    return samePerson(person, action.author())
        || action.starter().filter(starter -> samePerson(person, starter)).isPresent();
  }

  /** Programs work for people they name after a slash; one program is one pair of eyes. */
  private static boolean samePerson(String one, String other) {
    return root(one).equals(root(other));
  }

  private static String root(String author) {
    int slash = author.startsWith("key:") ? author.indexOf('/') : -1;
    return slash < 0 ? author : author.substring(0, slash);
  }

  /** Gives it up before it has begun. */
  public Outcome cancel(long id, String author) {
    return step(
        id,
        "bulk cancelled",
        author,
        Map.of(),
        List.of(State.ASKED, State.PREVIEWING, State.PREVIEWED, State.WAITING, State.SCHEDULED),
        _ -> State.CANCELLED,
        _ -> {});
  }

  /** Takes everything back that it has done so far, and does no more of it. */
  public Outcome undo(long id, String author, String reason) {
    if (reason.isBlank() || reason.length() > 2_000) {
      return refused(Why.INVALID, "a reason has 1 to 2000 characters");
    }
    Optional<BulkAction> action = find(id);
    if (action.isPresent() && List.of(State.UNDOING, State.UNDONE).contains(action.get().state())) {
      return new Outcome.Stands(action.get(), true);
    }
    return step(
        id,
        "bulk undone",
        author,
        members("reason", reason.strip()),
        List.of(State.RUNNING, State.DONE, State.STOPPED),
        _ -> State.UNDOING,
        table -> table.undoing(id, author, reason.strip()));
  }

  private interface Next {
    State after(BulkAction action);
  }

  /** Moves it on in a turn of the ledger, so that the audit chain has every step. */
  private Outcome step(
      long id,
      String kind,
      String author,
      Map<String, ?> detail,
      List<State> from,
      Next next,
      Consumer<BulkTable> work) {
    Optional<BulkAction> found = find(id);
    if (found.isEmpty()) {
      return refused(Why.UNKNOWN, "there is no bulk action " + id);
    }
    BulkAction action = found.get();
    if (!from.contains(action.state())) {
      return refused(Why.CONFLICT, "bulk action %d is %s".formatted(id, action.state().word()));
    }
    try {
      ledger.note(
          kind,
          author,
          BulkWork.detail(action, detail),
          handle -> move(handle, action, next.after(action), work));
    } catch (Moved _) {
      return refused(Why.CONFLICT, "bulk action " + id + " has just moved on; look again");
    }
    return new Outcome.Stands(find(id).orElseThrow(), false);
  }

  private static void move(Handle handle, BulkAction action, State to, Consumer<BulkTable> work) {
    BulkTable table = new BulkTable(handle);
    if (!table.move(action.id(), action.state(), to)) {
      throw new Moved();
    }
    work.accept(table);
  }

  /** Thrown inside a transaction to undo it; never leaves this package. */
  static final class Moved extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Moved() {
      super("it has moved on", null, false, false);
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}

package io.hedgerow.review.cases;

import static io.hedgerow.engine.json.CanonicalJson.members;

import io.hedgerow.ledger.Ledger;
import io.hedgerow.review.cases.Wanted.Order;
import io.hedgerow.review.quality.Checks;
import io.hedgerow.review.queue.Queues;
import io.hedgerow.review.reviewer.Reviewer;
import io.hedgerow.review.reviewer.Reviewers;
import io.hedgerow.review.view.Views;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Where reviewers get their work: the next case under an exclusive lease, and everything they can
 * do with it but decide, which is {@link Rulings}. Thread-safe.
 */
public final class Desk {
  /** How long a reviewer has for a case before others may take it. */
  public static final Duration LEASE = Duration.ofMinutes(10);

  /** The one on screen and the one after it. */
  private static final int MOST_HELD = 2;

  private static final int TRIES = 20;

  private final Jdbi jdbi;
  private final Ledger ledger;
  private final Checks checks;
  private final Supplier<Queues> queues;
  private final InstantSource clock;

  public Desk(
      Jdbi jdbi, Ledger ledger, Checks checks, Supplier<Queues> queues, InstantSource clock) {
    this.jdbi = jdbi;
    this.ledger = ledger;
    this.checks = checks;
    this.queues = queues;
    this.clock = clock;
  }

  /**
   * How a queue stands.
   *
   * @param soon cases that come before all others because their time runs out
   * @param escalated cases that wait for a lead
   * @param oldest when the one came that waits longest
   */
  public record Standing(
      String queue,
      long open,
      long leased,
      long soon,
      long overdue,
      long escalated,
      Instant oldest) {}

  /**
   * The next case for somebody: one they hold already and do not know of, such as after their
   * browser closed, or else the first that waits for them.
   *
   * @param only queues to take from, of those they work; empty means all of them
   * @param known leases they know they hold
   */
  public Optional<Lease> next(String reviewer, List<String> only, List<UUID> known, Order order) {
    return next(reviewer, only, known, order, false);
  }

  /**
   * The same for a lead, who also gets what was passed up, and what is due soon in any queue they
   * may work.
   */
  public Optional<Lease> next(
      String reviewer, List<String> only, List<UUID> known, Order order, boolean lead) {
    Instant now = clock.instant();
    Queues open = queues.get();
    for (int i = 0; i < TRIES; i++) {
      Taken taken =
          jdbi.inTransaction(handle -> {
            Reviewer who = Reviewers.find(handle, reviewer);
            boolean limited = Reviewers.exposure(handle, reviewer, now) >= who.hard();
            Wanted wanted =
                new Wanted(
                    reviewer,
                    workable(open, who.queues(), who).stream()
                        .filter(queue -> only.isEmpty() || only.contains(queue))
                        .toList(),
                    workable(open, List.of(), who),
                    who.languages(),
                    who.policies(),
                    who.never(),
                    limited ? Reviewer.GRAVE - 1 : 5,
                    lead,
                    order);
            return take(handle, wanted, known, now);
          });
      if (!taken.raced()) {
        return taken.lease();
      }
    }
    return Optional.empty();
  }

  /** A program that works for nobody gets no appeals: it could not decide them. */
  private static List<String> workable(Queues queues, List<String> chosen, Reviewer who) {
    List<String> open = queues.open(chosen, who.grants());
    return Reviewer.isMachine(who.name())
        ? open.stream().filter(queue -> !queue.equals(Queues.APPEALS)).toList()
        : open;
  }

  private record Taken(Optional<Lease> lease, boolean raced) {}

  private Taken take(Handle handle, Wanted wanted, List<UUID> known, Instant now) {
    CaseTable cases = new CaseTable(handle);
    List<Lease> held = cases.held(wanted.reviewer(), now);
    Optional<Lease> forgotten =
        held.stream().filter(lease -> !known.contains(lease.token())).findFirst();
    if (forgotten.isPresent() || held.size() >= MOST_HELD) {
      return new Taken(forgotten, false);
    }
    Optional<ReviewCase> first = checks.mixIn(handle, wanted, cases.first(wanted, now), now);
    if (first.isEmpty()) {
      return new Taken(Optional.empty(), false);
    }
    Lease lease = new Lease(UUID.randomUUID(), wanted.reviewer(), now.plus(LEASE), first.get());
    if (!cases.lease(first.get().id(), lease.token(), wanted.reviewer(), lease.until(), now)) {
      return new Taken(Optional.empty(), true);
    }
    Views.add(handle, wanted.reviewer(), first.get().id(), first.get().severity(), now);
    return new Taken(Optional.of(lease), false);
  }

  public Optional<ReviewCase> find(long item) {
    return jdbi.withHandle(handle -> new CaseTable(handle).find(item));
  }

  /** The picture a case shows, by the name that near-duplicates share. */
  public Optional<String> picture(long item) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("select picture from review.item where id = :item and picture notnull")
            .bind("item", item)
            .mapTo(String.class)
            .findOne());
  }

  /** The lease, if the reviewer holds the case under that token. */
  public Optional<Lease> lease(long item, UUID token, String reviewer) {
    return jdbi.withHandle(handle ->
        new CaseTable(handle)
            .held(reviewer, clock.instant()).stream()
                .filter(lease -> lease.item().id() == item && lease.token().equals(token))
                .findFirst());
  }

  /** The case, if the reviewer holds it under that token. */
  public Optional<ReviewCase> held(long item, UUID token, String reviewer) {
    return jdbi.withHandle(handle -> new CaseTable(handle).leased(item, token, reviewer));
  }

  /** How many open cases, itself among them, say the same. */
  public int clusterSize(long item) {
    int all = jdbi.withHandle(h -> new CaseTable(h).clusterSize(item, clock.instant()));
    return Math.min(all, Rulings.MOST_AT_ONCE);
  }

  /** Gives the case back; this reviewer does not get it again. */
  public boolean skip(long item, UUID token, String reviewer, String reason) {
    return aside(
        "case skipped",
        item,
        token,
        reviewer,
        reason,
        handle ->
            handle.execute(
                "insert into review.skip(item, reviewer, reason, at) values (?, ?, ?, ?)"
                    + " on conflict do nothing",
                item,
                reviewer,
                reason,
                CaseTable.at(clock.instant())));
  }

  /**
   * Sends the case to another queue.
   *
   * @throws IllegalArgumentException when there is no such queue
   */
  public boolean move(long item, UUID token, String reviewer, String queue, String reason) {
    if (queues.get().find(queue).isEmpty()) {
      throw new IllegalArgumentException("there is no queue `" + queue + "`");
    }
    return aside(
        "case moved",
        item,
        token,
        reviewer,
        queue + ": " + reason,
        handle -> {
          handle.execute(
              "insert into review.shelf(queue, language) select ?, language from review.item"
                  + " where id = ? on conflict do nothing",
              queue,
              item);
          handle.execute(
              "update review.item set queue = ?, moved = true where id = ?", queue, item);
        });
  }

  /** Passes the case up: only a lead gets it, before anything else, with the reason beside it. */
  public boolean escalate(long item, UUID token, String reviewer, String reason) {
    return aside(
        "case escalated",
        item,
        token,
        reviewer,
        reason,
        handle -> {
          handle.execute(
              "update review.item set escalated = ? where id = ?",
              CaseTable.at(clock.instant()),
              item);
          addNote(handle, item, reviewer, reason);
        });
  }

  /** Asks somebody else to decide: the case goes back, this reviewer's reason beside it. */
  public boolean secondOpinion(long item, UUID token, String reviewer, String reason) {
    return aside(
        "second opinion asked",
        item,
        token,
        reviewer,
        reason,
        handle -> {
          handle.execute(
              "update review.item set excluded = ?, second = true, rank = rank + 1 where id = ?",
              reviewer,
              item);
          addNote(handle, item, reviewer, reason);
        });
  }

  private boolean aside(
      String kind, long item, UUID token, String reviewer, String reason, Consumer<Handle> work) {
    if (held(item, token, reviewer).isEmpty()) {
      return false;
    }
    ledger.note(
        kind,
        reviewer,
        members("case", item, "reason", reason),
        handle -> {
          work.accept(handle);
          Checks.passedOn(handle, item);
          handle.execute("delete from review.lease where item = ? and token = ?", item, token);
        });
    return true;
  }

  /** Says who alone may take the case. */
  public void assign(long item, String reviewer, String author) {
    ledger.note(
        "case assigned",
        author,
        members("case", item, "to", reviewer),
        handle ->
            handle.execute("update review.item set assigned = ? where id = ?", reviewer, item));
  }

  /** Lets anybody take it again who works its queue. */
  public void unassign(long item, String author) {
    ledger.note(
        "case unassigned",
        author,
        members("case", item),
        handle ->
            handle.execute(
                "update review.item set assigned = null where id = ? and not blind", item));
  }

  /** Writes something for whoever has the case next. */
  public void note(long item, String author, String text) {
    ledger.note("case note", author, members("case", item), h -> addNote(h, item, author, text));
  }

  private void addNote(Handle handle, long item, String author, String text) {
    handle.execute(
        "insert into review.note(item, author, text, at) values (?, ?, ?, ?)",
        item,
        author,
        text,
        CaseTable.at(clock.instant()));
  }

  /** What was written about a case, oldest first. */
  public List<String> notes(long item) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "select n.author || ': ' || n.text from review.note n"
                    + " left join review.quality_check c on c.item = :item"
                    + " where n.item = :item or (n.item = c.source and n.at <= c.as_of)"
                    + " order by n.id")
            .bind("item", item)
            .mapTo(String.class)
            .list());
  }

  /**
   * The open cases of a queue in the order in which a lead gets them. Checks are left out: a lead
   * reviews too, and must not be able to tell them from cases.
   */
  public List<Waiting> waiting(String queue, int limit) {
    return jdbi.withHandle(handle -> new CaseTable(handle).waiting(queue, clock.instant(), limit));
  }

  /** Every queue that has cases. */
  public List<Standing> standings() {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "select i.queue, count(*) as open, count(l.item) filter (where l.until > :now) as leased,"
                    + " count(*) filter (where i.urgent <= :now and i.due >= :now) as soon,"
                    + " count(*) filter (where i.due < :now) as overdue,"
                    + " count(i.escalated) as escalated, min(i.created) as oldest from review.item i"
                    + " left join review.lease l on l.item = i.id where i.state = 'open'"
                    + " group by i.queue order by i.queue")
            .bind("now", CaseTable.at(clock.instant()))
            .map((row, _) ->
                new Standing(
                    row.getString("queue"),
                    row.getLong("open"),
                    row.getLong("leased"),
                    row.getLong("soon"),
                    row.getLong("overdue"),
                    row.getLong("escalated"),
                    row.getObject("oldest", OffsetDateTime.class).toInstant()))
            .list());
  }
}

package io.hedgerow.review.appeal;

import io.hedgerow.engine.decision.SourceKind;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.label.Label;
import io.hedgerow.ledger.label.Label.Says;
import io.hedgerow.ledger.label.LabelWrite;
import io.hedgerow.ledger.label.Source;
import io.hedgerow.ledger.label.Standing;
import io.hedgerow.review.cases.CaseTable;
import io.hedgerow.review.cases.CaseTable.Arrival;
import io.hedgerow.review.cases.ReviewCase;
import io.hedgerow.review.cases.Ruling;
import io.hedgerow.review.queue.Queues;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Objections by users: one for each statement, within the window, decided by a person who did not
 * decide before. Thread-safe.
 */
public final class Appeals {
  /** How long a user may object, unless the operator says otherwise: six months. */
  public static final Duration WINDOW = Duration.ofDays(183);

  /** How long an answer may take, unless the pack's queue of appeals says otherwise. */
  public static final Duration DUE = Duration.ofDays(7);

  /** Characters of an objection, at most. */
  public static final int LONGEST = 5_000;

  private final Jdbi jdbi;
  private final LedgerReader reader;
  private final ToIntFunction<String> severity;
  private final Supplier<Queues> queues;
  private final InstantSource clock;

  /**
   * @param severity of a policy
   */
  public Appeals(
      Jdbi jdbi,
      LedgerReader reader,
      ToIntFunction<String> severity,
      Supplier<Queues> queues,
      InstantSource clock) {
    this.jdbi = jdbi;
    this.reader = reader;
    this.severity = severity;
    this.queues = queues;
    this.clock = clock;
  }

  /** What became of an objection that somebody sent. */
  public sealed interface Filed {
    /** It waits for a person, who shall answer until then. */
    record Waits(long appeal, Instant due) implements Filed {}

    /** There is one already. */
    record Already(long appeal) implements Filed {}

    /** The time to object has passed. */
    record TooLate(Instant ended) implements Filed {}

    /** The restriction is itself the answer to an objection. */
    record Final() implements Filed {}

    /** There is no such statement. */
    record Unknown() implements Filed {}
  }

  /** What a person decides on one. */
  public enum Outcome {
    /** The restriction stays as it is. */
    UPHELD,
    /** It is taken back. */
    OVERTURNED,
    /** Another one takes its place: under another policy, or for a shorter time. */
    MODIFIED;

    /** What a ruling on the case of an appeal means. */
    public static Outcome of(ReviewCase item, Ruling ruling) {
      return of(item, ruling.policy(), ruling.lasts());
    }

    /** What it would mean. */
    public static Outcome of(ReviewCase item, Optional<String> policy, Optional<Duration> lasts) {
      if (policy.isEmpty()) {
        return OVERTURNED;
      }
      return policy.get().equals(item.policy()) && lasts.isEmpty() ? UPHELD : MODIFIED;
    }

    /** As tables and the API say it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The statement of a link. */
  public Optional<Statement> find(String token) {
    return jdbi.withHandle(handle -> new StatementTable(handle).find(token));
  }

  /** Statements about an entity, newest first. */
  public List<Statement> of(EntityId entity) {
    return jdbi.withHandle(handle -> new StatementTable(handle).about(entity));
  }

  /** Statements after that one, in the order in which they were written. */
  public List<Statement> statementsAfter(long id, int limit) {
    return jdbi.withHandle(handle -> new StatementTable(handle).after(id, limit));
  }

  /** The number of the newest statement; 0 when there is none. */
  public long lastStatement() {
    return jdbi.withHandle(handle -> new StatementTable(handle).newest());
  }

  /** The statement that a case objects to. */
  public Optional<Statement> ofAppeal(long appeal) {
    return jdbi.withHandle(handle -> new StatementTable(handle).ofAppeal(appeal));
  }

  /**
   * Statements with an objection, the newest objection first.
   *
   * @param waiting true for those that wait for an answer, false for those that have one
   * @param before number of an objection to go on from, exclusive
   */
  public List<Statement> objectedTo(boolean waiting, long before, int limit) {
    return jdbi.withHandle(handle -> new StatementTable(handle).objectedTo(waiting, before, limit));
  }

  /** Objections that wait for an answer, the one whose time runs out first ahead. */
  public List<Statement> waiting(int limit) {
    return jdbi.withHandle(handle -> new StatementTable(handle).waiting(limit));
  }

  /**
   * Takes an objection and opens a case of it.
   *
   * @throws IllegalArgumentException when the text is empty or too long
   */
  public Filed file(String token, String text) {
    if (text.isBlank() || text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "an objection must have 1 to %d characters, had %d".formatted(LONGEST, text.length()));
    }
    Optional<Statement> found = find(token);
    if (found.isEmpty()) {
      return new Filed.Unknown();
    }
    Statement statement = found.get();
    if (statement.appeal().isPresent()) {
      return new Filed.Already(statement.appeal().get().id());
    }
    if (statement.ends().isEmpty()) {
      return new Filed.Final();
    }
    Instant now = clock.instant();
    if (now.isAfter(statement.ends().get())) {
      return new Filed.TooLate(statement.ends().get());
    }
    Optional<Label> label = reader.labels(List.of(statement.label())).stream().findFirst();
    EntityId judged = label.map(Label::entity).orElse(statement.entity());
    List<Label> history = reader.labels(judged);
    return jdbi.inTransaction(
        handle -> file(handle, statement, text.replace('\0', ' '), judged, history, now));
  }

  private Filed file(
      Handle handle,
      Statement statement,
      String text,
      EntityId judged,
      List<Label> history,
      Instant now) {
    Duration wait = queues.get().find(Queues.APPEALS).flatMap(Queues.Queue::due).orElse(DUE);
    Optional<Long> id =
        handle
            .createQuery(
                "insert into review.appeal(statement, text, filed, due)"
                    + " values (:statement, :text, :at, :due)"
                    + " on conflict (statement) do nothing returning id")
            .bind("statement", statement.id())
            .bind("text", text.strip())
            .bind("at", now.atOffset(ZoneOffset.UTC))
            .bind("due", now.plus(wait).atOffset(ZoneOffset.UTC))
            .mapTo(Long.class)
            .findOne();
    if (id.isEmpty()) {
      return new Filed.Already(
          new StatementTable(handle)
              .find(statement.token())
              .orElseThrow()
              .appeal()
              .orElseThrow()
              .id());
    }
    new CaseTable(handle)
        .put(
            new Arrival(
                judged,
                statement.policy(),
                Queues.APPEALS,
                statement.language(),
                severity.applyAsInt(statement.policy()),
                0.5,
                1,
                0,
                new byte[0],
                "appeal",
                now,
                Optional.of(now.plus(wait)),
                Optional.of(now.plus(wait.multipliedBy(3).dividedBy(4))),
                Optional.empty(),
                id,
                Optional.empty()));
    Judges.keepOut(handle, id.get(), statement.policy(), history, now);
    return new Filed.Waits(id.get(), now.plus(wait));
  }

  /**
   * The labels that deciding an appeal writes. Overturning takes back every judgement that the
   * policy is broken and says that it is not, so that no machine says it again. Modifying does the
   * same and then says what is broken instead, or for how long. Upholding writes none: a new label
   * would make a timed action last longer for having been objected to.
   */
  public List<LabelWrite> labels(ReviewCase item, Ruling ruling) {
    Outcome outcome = Outcome.of(item, ruling);
    if (outcome == Outcome.UPHELD) {
      return List.of();
    }
    Source source = new Source(SourceKind.APPEAL, ruling.reviewer(), "");
    List<LabelWrite> writes = new ArrayList<>();
    Standing.judgements(reader.labels(item.entity())).stream()
        .filter(label -> label.policy().equals(item.policy()))
        .filter(label -> label.says() instanceof Says.Violates)
        .forEach(label ->
            writes.add(write(item, item.policy(), new Says.Negates(label.id()), source, ruling)));
    if (!ruling.policy().equals(Optional.of(item.policy()))) {
      writes.add(write(item, item.policy(), Label.CLEARS, source, ruling));
    }
    ruling
        .policy()
        .ifPresent(policy -> writes.add(write(item, policy, Label.VIOLATES, source, ruling)));
    return writes;
  }

  private static LabelWrite write(
      ReviewCase item, String policy, Says says, Source source, Ruling ruling) {
    return new LabelWrite(
        item.entity(),
        policy,
        says,
        source,
        1,
        ruling.reason().strip(),
        says instanceof Says.Violates ? ruling.lasts() : Optional.empty());
  }

  /** Writes the outcome down, inside the transaction that decides it. */
  public static void settle(
      Handle handle,
      Collection<Long> appeals,
      Outcome outcome,
      String author,
      String answer,
      Instant now) {
    handle
        .createUpdate(
            "update review.appeal set outcome = :outcome, decided = :now, by_person = :author,"
                + " answer = :answer where id = any(:appeals)")
        .bind("outcome", outcome.word())
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .bind("author", author)
        .bind("answer", answer)
        .bindArray("appeals", Long.class, appeals)
        .execute();
    if (outcome == Outcome.OVERTURNED) {
      refute(handle, appeals);
    }
    SourceReputation.due(handle, appeals);
  }

  /**
   * Reports that were upheld of what is found innocent now were wrong: their reporters weigh less.
   */
  private static void refute(Handle handle, Collection<Long> appeals) {
    handle
        .createUpdate(
            "update review.report r set upheld = false, refuted = i.appeal from review.item i"
                + " where i.appeal = any(:appeals) and r.entity = i.entity and r.upheld"
                + " and (r.policy = '' or r.policy = i.policy)")
        .bindArray("appeals", Long.class, appeals)
        .execute();
  }

  private static void unrefute(Handle handle, Collection<Long> appeals) {
    handle
        .createUpdate(
            "update review.report set upheld = true, refuted = null where refuted = any(:appeals)")
        .bindArray("appeals", Long.class, appeals)
        .execute();
  }

  /** Opens what a decision settled again, inside the transaction that takes it back. */
  public static void reopen(Handle handle, String batch) {
    List<Long> appeals =
        handle
            .createQuery(
                "update review.appeal a set outcome = null, decided = null, by_person = null,"
                    + " answer = null from review.verdict v join review.item i on i.id = v.item"
                    + " where v.batch = :batch and v.undone is null and a.id = i.appeal"
                    + " returning a.id")
            .bind("batch", batch)
            .mapTo(Long.class)
            .list();
    unrefute(handle, appeals);
    SourceReputation.due(handle, appeals);
  }
}

package io.hedgerow.review.appeal;

import io.hedgerow.engine.decision.SourceKind;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.label.Label;
import io.hedgerow.ledger.label.Label.Says;
import io.hedgerow.ledger.label.LabelWrite;
import io.hedgerow.ledger.label.Source;
import io.hedgerow.ledger.label.Standing;
import io.hedgerow.review.appeal.Statement.Appeal;
import io.hedgerow.review.cases.CaseTable;
import io.hedgerow.review.cases.CaseTable.Arrival;
import io.hedgerow.review.cases.ReviewCase;
import io.hedgerow.review.queue.Queues;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  private static final Duration DUE = Duration.ofDays(7);
  private static final int LONGEST = 5_000;

  private final Jdbi jdbi;
  private final LedgerReader reader;
  private final ToIntFunction<String> severity;
  private final Duration window;
  private final InstantSource clock;

  /**
   * @param severity of a policy
   * @param window how long a user may object, from the statement on
   */
  public Appeals(
      Jdbi jdbi,
      LedgerReader reader,
      ToIntFunction<String> severity,
      Duration window,
      InstantSource clock) {
    this.window = window;
    this.jdbi = jdbi;
    this.reader = reader;
    this.severity = severity;
    this.clock = clock;
  }

  /** What became of an objection. */
  public sealed interface Filed {
    /** It waits for a person. */
    record Waits() implements Filed {}

    /** There is one already. */
    record Already() implements Filed {}

    /** The time to object has passed. */
    record TooLate(Instant ended) implements Filed {}

    /** There is no such statement. */
    record Unknown() implements Filed {}
  }

  /** Until when the user may object to it. */
  public Instant ends(Statement statement) {
    return statement.at().plus(window);
  }

  private static final String SELECT =
      "select s.*, a.id as appeal_id, a.text as appeal_text, a.filed, a.outcome, a.answer"
          + " from review.statement s left join review.appeal a on a.statement = s.id ";

  /** The statement of a link. */
  public Optional<Statement> find(String token) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(SELECT + "where s.token = :token")
            .bind("token", token)
            .map((row, _) -> statement(row))
            .findOne());
  }

  /** Statements about an entity, newest first. */
  public List<Statement> of(EntityId entity) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(SELECT + "where s.entity = :entity order by s.id desc")
            .bind("entity", entity.toString())
            .map((row, _) -> statement(row))
            .list());
  }

  /** The statement that a case objects to. */
  public Optional<Statement> ofAppeal(long appeal) {
    return jdbi.withHandle(handle -> ofAppeal(handle, appeal));
  }

  private static Optional<Statement> ofAppeal(Handle handle, long appeal) {
    return handle
        .createQuery(SELECT + "where a.id = :appeal")
        .bind("appeal", appeal)
        .map((row, _) -> statement(row))
        .findOne();
  }

  private static Statement statement(ResultSet row) throws SQLException {
    Optional<Appeal> appeal =
        row.getObject("appeal_id") == null
            ? Optional.empty()
            : Optional.of(
                new Appeal(
                    row.getLong("appeal_id"),
                    row.getString("appeal_text"),
                    row.getObject("filed", OffsetDateTime.class).toInstant(),
                    Optional.ofNullable(row.getString("outcome")),
                    Optional.ofNullable(row.getString("answer")).orElse("")));
    return new Statement(
        row.getLong("id"),
        row.getString("token"),
        EntityId.parse(row.getString("entity")),
        row.getString("policy"),
        row.getString("action"),
        row.getLong("label"),
        row.getBoolean("machine"),
        row.getString("facts"),
        row.getString("template"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        appeal);
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
    Instant now = clock.instant();
    Instant ended = ends(found.get());
    if (now.isAfter(ended)) {
      return new Filed.TooLate(ended);
    }
    Optional<Label> label = reader.labels(List.of(found.get().label())).stream().findFirst();
    return jdbi.inTransaction(handle -> file(handle, found.get(), text, label, now));
  }

  private Filed file(
      Handle handle, Statement statement, String text, Optional<Label> label, Instant now) {
    Optional<Long> id =
        handle
            .createQuery(
                "insert into review.appeal(statement, text, filed) values (:statement, :text, :at)"
                    + " on conflict (statement) do nothing returning id")
            .bind("statement", statement.id())
            .bind("text", text.strip())
            .bind("at", now.atOffset(ZoneOffset.UTC))
            .mapTo(Long.class)
            .findOne();
    if (id.isEmpty()) {
      return new Filed.Already();
    }
    new CaseTable(handle)
        .put(
            new Arrival(
                label.map(Label::entity).orElse(statement.entity()),
                statement.policy(),
                Queues.APPEALS,
                "",
                severity.applyAsInt(statement.policy()),
                0.5,
                1,
                0,
                new byte[0],
                "appeal",
                now,
                Optional.of(now.plus(DUE)),
                Optional.of(now.plus(DUE.multipliedBy(3).dividedBy(4))),
                label.filter(l -> l.source().kind().human()).map(l -> l.author()),
                id));
    return new Filed.Waits();
  }

  /**
   * The labels that deciding an appeal writes. Overturning takes back every judgement that the
   * policy is broken and says that it is not, so that no machine says it again. Upholding writes
   * none: a new label would make a timed action last longer for having been objected to.
   */
  public List<LabelWrite> labels(
      ReviewCase item, boolean overturned, String author, String reason) {
    if (!overturned) {
      return List.of();
    }
    Source source = new Source(SourceKind.APPEAL, author, "");
    List<LabelWrite> writes = new ArrayList<>();
    Standing.judgements(reader.labels(item.entity())).stream()
        .filter(label -> label.policy().equals(item.policy()))
        .filter(label -> label.says() instanceof Says.Violates)
        .forEach(label -> writes.add(write(item, new Says.Negates(label.id()), source, reason)));
    writes.add(write(item, Label.CLEARS, source, reason));
    return writes;
  }

  private static LabelWrite write(ReviewCase item, Says says, Source source, String reason) {
    return new LabelWrite(
        item.entity(), item.policy(), says, source, 1, reason.strip(), Optional.empty());
  }

  /** Writes the outcome down, inside the transaction that decides it. */
  public static void settle(
      Handle handle, long appeal, boolean overturned, String author, String answer, Instant now) {
    handle.execute(
        "update review.appeal set outcome = ?, decided = ?, by_person = ?, answer = ?"
            + " where id = ?",
        overturned ? "overturned" : "upheld",
        now.atOffset(ZoneOffset.UTC),
        author,
        answer,
        appeal);
  }
}

package io.hedgerow.review.appeal;

import io.hedgerow.engine.decision.SourceKind;
import io.hedgerow.ledger.Ledger;
import io.hedgerow.ledger.enforcement.Ranking.SourceName;
import io.hedgerow.ledger.reputation.Reputation;
import io.hedgerow.review.Position;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Keeps what appeals teach about the sources of restrictions. Whoever decides an appeal, or takes
 * such a decision back, leaves a note in the same transaction; the source's reputation is worked
 * out from all of its appeals soon after. Used by one thread, except {@link #due}.
 */
public final class SourceReputation {
  /** How far back decisions of a source are looked at, so that what was mended is forgiven. */
  public static final Duration MEMORY = Duration.ofDays(180);

  /** Upheld decisions that a source is taken to have at the start. */
  static final double CREDIT = 10;

  /** What a restriction counts that nobody objected to, in upheld decisions: few people object. */
  static final double SILENCE = 0.05;

  private static final double LEAST_CHANGE = 0.001;
  private static final String DAY = "reputation day";

  private final Jdbi jdbi;
  private final Ledger ledger;
  private final InstantSource clock;

  public SourceReputation(Jdbi jdbi, Ledger ledger, InstantSource clock) {
    this.jdbi = jdbi;
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * What the restrictions of a source came to.
   *
   * @param silent restrictions that nobody objected to
   * @param modified count half as overturned
   */
  record Record(int silent, int upheld, int overturned, int modified) {
    /**
     * The mean of a beta posterior over the share of right decisions, with {@link #CREDIT} right
     * ones to start from: 1 without a decision that was taken back.
     */
    double reputation() {
      double right = CREDIT + upheld + modified / 2.0 + SILENCE * silent;
      double wrong = overturned + modified / 2.0;
      return right / (right + wrong);
    }
  }

  /** Notes that the sources of these appeals have to be looked at, in the caller's transaction. */
  static void due(Handle handle, Collection<Long> appeals) {
    handle
        .createUpdate(
            "insert into review.reputation_due (kind, source) select distinct s.source_kind,"
                + " s.source from review.appeal a join review.statement s on s.id = a.statement"
                + " where a.id = any(:appeals) and s.source <> '' on conflict do nothing")
        .bindArray("appeals", Long.class, appeals)
        .execute();
  }

  /** Looks at one source that is due; true when there may be more. */
  public boolean follow() {
    newDay();
    Optional<SourceName> next =
        jdbi.withHandle(handle ->
            handle
                .createQuery("select kind, source from review.reputation_due limit 1")
                .map((row, _) ->
                    new SourceName(
                        SourceKind.valueOf(row.getString("kind")), row.getString("source")))
                .findOne());
    next.ifPresent(this::look);
    return next.isPresent();
  }

  /** Once a day everybody who is not believed in full is looked at: old decisions drop out. */
  private void newDay() {
    long day = clock.instant().atOffset(ZoneOffset.UTC).toLocalDate().toEpochDay();
    if (jdbi.withHandle(handle -> Position.of(handle, DAY)) >= day) {
      return;
    }
    List<SourceName> doubted =
        ledger.reputations().steps().keySet().stream()
            .filter(source ->
                ledger.reputations().newest(source).filter(r -> r.value() < 1).isPresent())
            .toList();
    jdbi.useTransaction(handle -> {
      for (SourceName source : doubted) {
        handle.execute(
            "insert into review.reputation_due (kind, source) values (?, ?) on conflict do nothing",
            source.kind().name(),
            source.id());
      }
      Position.move(handle, DAY, day);
    });
  }

  private void look(SourceName source) {
    Record record = jdbi.withHandle(handle -> record(handle, source, clock.instant()));
    double value = record.reputation();
    double known = ledger.reputations().newest(source).map(Reputation::value).orElse(1.0);
    if (Math.abs(value - known) < LEAST_CHANGE) {
      jdbi.useHandle(handle -> done(handle, source));
      return;
    }
    ledger.believe(
        source,
        value,
        record.upheld(),
        record.overturned() + record.modified(),
        "review",
        String.format(
            Locale.ROOT,
            "%d overturned, %d modified, %d upheld, %d without an objection, in %d days",
            record.overturned(),
            record.modified(),
            record.upheld(),
            record.silent(),
            MEMORY.toDays()),
        handle -> done(handle, source));
  }

  private static void done(Handle handle, SourceName source) {
    handle.execute(
        "delete from review.reputation_due where kind = ? and source = ?",
        source.kind().name(),
        source.id());
  }

  /** A label counts once, however many restrictions it led to. */
  static Record record(Handle handle, SourceName source, Instant now) {
    return handle
        .createQuery(
            "select count(distinct s.label) filter (where a.id is null) as silent,"
                + " count(distinct s.label) filter (where a.outcome = 'upheld') as upheld,"
                + " count(distinct s.label) filter (where a.outcome = 'overturned') as overturned,"
                + " count(distinct s.label) filter (where a.outcome = 'modified') as modified"
                + " from review.statement s left join review.appeal a on a.statement = s.id"
                + " where s.source_kind = :kind and s.source = :source and s.at > :since")
        .bind("kind", source.kind().name())
        .bind("source", source.id())
        .bind("since", OffsetDateTime.ofInstant(now.minus(MEMORY), ZoneOffset.UTC))
        .map((row, _) ->
            new Record(
                row.getInt("silent"),
                row.getInt("upheld"),
                row.getInt("overturned"),
                row.getInt("modified")))
        .one();
  }
}

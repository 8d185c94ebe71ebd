package io.hedgerow.review.quality;

import io.hedgerow.review.cases.ReviewCase;
import io.hedgerow.review.cases.Ruling;
import io.hedgerow.review.cases.Wanted;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** SQL of blind items, inside a transaction of the caller. */
final class CheckTable {
  private final Handle handle;

  CheckTable(Handle handle) {
    this.handle = handle;
  }

  /**
   * A case to be copied, and the moment whose knowledge the copy shows.
   *
   * @param asOf when the person who decided it was shown it
   */
  record Source(long item, Instant asOf) {}

  /** What a copy is for, beside its source. */
  record Purpose(
      Check.Kind kind,
      Optional<Long> verdict,
      Optional<Long> golden,
      Optional<Long> session,
      Optional<Integer> ordinal,
      double probability) {
    static Purpose second(long verdict, double probability) {
      return new Purpose(
          Check.Kind.SECOND,
          Optional.of(verdict),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          probability);
    }

    static Purpose third(long verdict) {
      return new Purpose(
          Check.Kind.THIRD,
          Optional.of(verdict),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          1);
    }

    static Purpose golden(long golden, double probability) {
      return new Purpose(
          Check.Kind.GOLDEN,
          Optional.empty(),
          Optional.of(golden),
          Optional.empty(),
          Optional.empty(),
          probability);
    }

    static Purpose calibration(long session, int ordinal) {
      return new Purpose(
          Check.Kind.CALIBRATION,
          Optional.empty(),
          Optional.empty(),
          Optional.of(session),
          Optional.of(ordinal),
          1);
    }
  }

  /** The case as whoever decided it was shown it; empty when nobody decided it. */
  Optional<Source> decided(long item) {
    return handle
        .createQuery(
            "select i.id, coalesce((select max(w.at) from review.view w where w.item = i.id"
                + " and w.reviewer = v.reviewer and w.at <= v.at), v.at - interval '1 millisecond')"
                + " as as_of from review.item i join review.verdict v on v.item = i.id"
                + " where i.id = :item and i.appeal is null and not i.blind order by v.id limit 1")
        .bind("item", item)
        .map((row, _) -> new Source(row.getLong("id"), instant(row, "as_of")))
        .findOne();
  }

  /**
   * Opens a copy of a case, with the time that a case of that queue has.
   *
   * @param assigned the one person it is for; empty for anybody but {@code excluded}
   */
  long open(
      Source source,
      Purpose purpose,
      Optional<String> assigned,
      Optional<String> excluded,
      Instant now) {
    long item =
        handle
            .createQuery(
                "insert into review.item(entity, policy, queue, language, severity, probability,"
                    + " views, reports, cause, created, due, urgent, rank, picture, assigned, excluded,"
                    + " blind)"
                    + " select entity, policy, queue, language, severity, probability, views, reports,"
                    + " cause, :now, :now + (due - created), :now + (urgent - created), rank, picture,"
                    + " :assigned, :excluded, true from review.item where id = :source returning id")
            .bind("now", at(now))
            .bind("source", source.item())
            .bind("assigned", assigned.orElse(null))
            .bind("excluded", excluded.orElse(null))
            .mapTo(Long.class)
            .one();
    handle
        .createUpdate(
            "insert into review.quality_check(item, kind, source, as_of, verdict, golden, session,"
                + " ordinal, probability, created) values (:item, :kind, :source, :asOf, :verdict,"
                + " :golden, :session, :ordinal, :probability, :now)")
        .bind("item", item)
        .bind("kind", purpose.kind().word())
        .bind("source", source.item())
        .bind("asOf", at(source.asOf()))
        .bind("verdict", purpose.verdict().orElse(null))
        .bind("golden", purpose.golden().orElse(null))
        .bind("session", purpose.session().orElse(null))
        .bind("ordinal", purpose.ordinal().orElse(null))
        .bind("probability", purpose.probability())
        .bind("now", at(now))
        .execute();
    return item;
  }

  /** Keeps a person from getting an item, without anything that they could see. */
  void bar(long item, String reviewer, Instant now) {
    handle.execute(
        "insert into review.skip(item, reviewer, reason, at) values (?, ?, '', ?)"
            + " on conflict do nothing",
        item,
        reviewer,
        at(now));
  }

  Optional<Check> find(long item) {
    return handle
        .createQuery("select * from review.quality_check where item = :item")
        .bind("item", item)
        .map((row, _) -> check(row))
        .findOne();
  }

  /** The open blind item that waits longest and that this person may have; its row is locked. */
  Optional<ReviewCase> waiting(Wanted wanted, Instant now) {
    return mine(
            "select i.* from review.item i where i.blind and i.state = 'open'"
                + " and i.excluded is distinct from :reviewer"
                + " and (i.assigned is null or i.assigned = :reviewer)"
                + " and (select l.until from review.lease l where l.item = i.id) > :now is not true"
                + " and (select true from review.skip k where k.item = i.id"
                + " and k.reviewer = :reviewer) is not true and "
                + FITS
                + " order by i.id limit 1 for update of i skip locked",
            wanted)
        .bind("now", at(now))
        .map((row, _) -> ReviewCase.of(row))
        .findOne();
  }

  private static final String FITS =
      "i.queue = any(:queues) and (cardinality(:languages) = 0 or i.language = ''"
          + " or i.language = any(:languages)) and i.severity <= :hardest"
          + " and i.policy <> all(:never)"
          + " and (cardinality(:policies) = 0 or i.policy = any(:policies))";

  private Query mine(String sql, Wanted wanted) {
    return handle
        .createQuery(sql)
        .bind("reviewer", wanted.reviewer())
        .bind("hardest", wanted.hardest())
        .bindArray("never", String.class, wanted.never())
        .bindArray("queues", String.class, wanted.queues())
        .bindArray("policies", String.class, wanted.policies())
        .bindArray("languages", String.class, wanted.languages());
  }

  /** A golden case and the case it is a copy of. */
  record GoldenSource(long golden, Source source) {}

  /**
   * A golden case of the queue that the person has not met in any shape, in an order of their own.
   */
  Optional<GoldenSource> golden(Wanted wanted, String queue) {
    return mine(
            "select g.id, g.source, g.as_of from review.golden g join review.item i on i.id = g.source"
                + " where g.retired is null and i.queue = :queue and "
                + FITS
                + " and not exists (select 1 from review.view w join review.item s on s.id = w.item"
                + " where w.reviewer = :reviewer and s.entity = i.entity)"
                + " order by md5(g.id || :reviewer) limit 1",
            wanted)
        .bind("queue", queue)
        .map((row, _) ->
            new GoldenSource(
                row.getLong("id"), new Source(row.getLong("source"), instant(row, "as_of"))))
        .findOne();
  }

  /** What was said about a blind item, and under which batch it can be taken back. */
  void answer(
      long item,
      UUID token,
      String reviewer,
      String policy,
      String reason,
      String batch,
      Instant now) {
    handle.execute(
        "insert into review.answer(item, token, reviewer, policy, reason, batch, at)"
            + " values (?, ?, ?, ?, ?, ?, ?)",
        item,
        token,
        reviewer,
        policy,
        reason,
        batch,
        at(now));
    close(List.of(item));
  }

  /** What was decided about the case is what this person says, from now on. */
  void overrule(long source, Ruling ruling, Instant now) {
    handle.execute(
        "insert into review.verdict(item, token, reviewer, policy, violates, reason, batch, at)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?)",
        source,
        ruling.token(),
        ruling.reviewer(),
        ruling.policy().orElse(""),
        ruling.policy().isPresent(),
        ruling.reason(),
        ruling.key(),
        at(now));
    handle.execute(
        "update review.report set upheld = ? where upheld is not null and entity ="
            + " (select entity from review.item where id = ?)",
        ruling.policy().isPresent(),
        source);
  }

  void close(List<Long> items) {
    handle
        .createUpdate("update review.item set state = 'decided' where id = any(:items)")
        .bindArray("items", Long.class, items)
        .execute();
    handle
        .createUpdate("delete from review.lease where item = any(:items)")
        .bindArray("items", Long.class, items)
        .execute();
  }

  /** A decision, or an answer: who said which policy is broken; empty for none. */
  record Said(String reviewer, String policy) {}

  /** The decision that was taken again, unless it was taken back since. */
  Optional<Said> verdict(long verdict) {
    return handle
        .createQuery(
            "select reviewer, case when violates then policy else '' end as policy"
                + " from review.verdict where id = :id and undone is null")
        .bind("id", verdict)
        .map((row, _) -> new Said(row.getString("reviewer"), row.getString("policy")))
        .findOne();
  }

  /** The open or answered item of that kind about a decision. */
  Optional<Long> about(long verdict, Check.Kind kind) {
    return handle
        .createQuery(
            "select item from review.quality_check where verdict = :verdict and kind = :kind")
        .bind("verdict", verdict)
        .bind("kind", kind.word())
        .mapTo(Long.class)
        .findOne();
  }

  Optional<String> answerer(long item) {
    return handle
        .createQuery("select reviewer from review.answer where item = :item and undone is null")
        .bind("item", item)
        .mapTo(String.class)
        .findOne();
  }

  /** The blind item that a batch answered, unless it was taken back. */
  Optional<Long> answered(String batch) {
    return handle
        .createQuery("select item from review.answer where batch = :batch and undone is null")
        .bind("batch", batch)
        .mapTo(Long.class)
        .findOne();
  }

  void takeBack(String batch, long item, Instant now) {
    handle.execute("update review.answer set undone = ? where batch = ?", at(now), batch);
    handle.execute("update review.verdict set undone = ? where batch = ?", at(now), batch);
    handle.execute("update review.item set state = 'open' where id = ?", item);
  }

  private static Check check(ResultSet row) throws SQLException {
    return new Check(
        row.getLong("item"),
        Check.Kind.of(row.getString("kind")),
        row.getLong("source"),
        Optional.ofNullable(row.getObject("verdict", Long.class)),
        instant(row, "as_of"));
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}

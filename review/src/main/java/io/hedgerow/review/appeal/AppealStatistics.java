package io.hedgerow.review.appeal;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jdbi.v3.core.Jdbi;

/** What became of restrictions that users objected to, in numbers. Thread-safe. */
public final class AppealStatistics {
  /** By what they are told apart. */
  public enum By {
    POLICY("s.policy"),
    /**
     * Rule, bank or model, as {@code rule:link-flood}; reviewers together, as {@code reviewer}:
     * what becomes of one person's decisions is theirs to know.
     */
    SOURCE(
        "lower(s.source_kind) || case when s.source_kind = 'REVIEWER' then '' else ':' || s.source end"),
    LANGUAGE("s.language");

    private final String sql;

    By(String sql) {
      this.sql = sql;
    }

    /** As the API says it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One group.
   *
   * @param statements restrictions that were told in the period
   * @param filed objections to them so far, whenever they came
   * @param overdue of those that wait, past the time for an answer
   * @param hours median from the objection to the answer; empty when none was answered
   */
  public record Line(
      String key,
      long statements,
      long filed,
      long waiting,
      long overdue,
      long upheld,
      long overturned,
      long modified,
      OptionalDouble hours) {
    /** Objections that were answered. */
    public long decided() {
      return upheld + overturned + modified;
    }
  }

  private final Jdbi jdbi;

  public AppealStatistics(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Counts restrictions told in {@code [from, to)}, by the most objected to; at most that many
   * lines.
   */
  public List<Line> of(By by, Instant from, Instant to, Instant now, int limit) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "select "
                    + by.sql
                    + " as key, count(*) as statements, count(a.id) as filed,"
                    + " count(a.id) filter (where a.outcome is null) as waiting,"
                    + " count(a.id) filter (where a.outcome is null and a.due < :now) as overdue,"
                    + " count(*) filter (where a.outcome = 'upheld') as upheld,"
                    + " count(*) filter (where a.outcome = 'overturned') as overturned,"
                    + " count(*) filter (where a.outcome = 'modified') as modified,"
                    + " percentile_cont(0.5) within group (order by"
                    + " extract(epoch from (a.decided - a.filed)) / 3600) as hours"
                    + " from review.statement s left join review.appeal a on a.statement = s.id"
                    + " where s.at >= :from and s.at < :to group by 1"
                    + " order by filed desc, statements desc, key limit :limit")
            .bind("now", at(now))
            .bind("from", at(from))
            .bind("to", at(to))
            .bind("limit", limit)
            .map((row, _) -> {
              Double hours = row.getObject("hours", Double.class);
              return new Line(
                  row.getString("key"),
                  row.getLong("statements"),
                  row.getLong("filed"),
                  row.getLong("waiting"),
                  row.getLong("overdue"),
                  row.getLong("upheld"),
                  row.getLong("overturned"),
                  row.getLong("modified"),
                  hours == null ? OptionalDouble.empty() : OptionalDouble.of(hours));
            })
            .list());
  }

  private static OffsetDateTime at(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}

package io.hedgerow.review.report;

import io.hedgerow.engine.event.EntityId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** SQL of users' reports, inside a transaction of the caller. */
public final class Reports {
  private static final int MOST = 1_000;

  private final Handle handle;

  public Reports(Handle handle) {
    this.handle = handle;
  }

  /**
   * One report.
   *
   * @param decision sequence number of the decision on its event
   * @param policy that the reporter named; empty when none
   */
  public record Report(
      long decision, String reporter, EntityId entity, String policy, String text, Instant at) {}

  /**
   * What reports say of an entity.
   *
   * @param reporters how many different people
   * @param probability that it breaks a policy, from reports alone
   * @param policy that most of them named
   */
  public record About(int reporters, double probability, Optional<String> policy) {}

  /** Keeps a report; the same one again changes nothing. */
  public void add(Report report) {
    handle.execute(
        "insert into review.report(decision, reporter, entity, policy, text, at)"
            + " values (?, ?, ?, ?, ?, ?) on conflict do nothing",
        report.decision(),
        report.reporter(),
        report.entity().toString(),
        report.policy(),
        report.text(),
        report.at().atOffset(ZoneOffset.UTC));
  }

  /** How far one reporter is believed. */
  public Trust trust(String reporter) {
    return handle
        .createQuery(
            "select count(*) filter (where upheld) as upheld,"
                + " count(*) filter (where not upheld) as rejected"
                + " from review.report where reporter = :reporter")
        .bind("reporter", reporter)
        .map((row, _) -> new Trust(row.getInt("upheld"), row.getInt("rejected")))
        .one();
  }

  public About about(EntityId entity) {
    List<Trust> reporters =
        handle
            .createQuery(
                "select t.upheld, t.rejected from (select distinct reporter from review.report"
                    + " where entity = :entity limit :most) r cross join lateral (select"
                    + " count(*) filter (where upheld) as upheld,"
                    + " count(*) filter (where not upheld) as rejected from review.report"
                    + " where reporter = r.reporter) t")
            .bind("entity", entity.toString())
            .bind("most", MOST)
            .map((row, _) -> new Trust(row.getInt("upheld"), row.getInt("rejected")))
            .list();
    return new About(reporters.size(), Trust.probability(reporters), named(entity));
  }

  private Optional<String> named(EntityId entity) {
    Map<String, Integer> votes = new HashMap<>();
    of(entity).stream()
        .filter(report -> !report.policy().isEmpty())
        .forEach(report -> votes.merge(report.policy(), 1, Integer::sum));
    return votes.entrySet().stream()
        .max(
            Map.Entry.<String, Integer>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
        .map(Map.Entry::getKey);
  }

  /** Reports of an entity, oldest first. */
  public List<Report> of(EntityId entity) {
    return handle
        .createQuery(
            "select * from review.report where entity = :entity order by decision limit :most")
        .bind("entity", entity.toString())
        .bind("most", MOST)
        .map((row, _) ->
            new Report(
                row.getLong("decision"),
                row.getString("reporter"),
                entity,
                row.getString("policy"),
                row.getString("text"),
                row.getObject("at", OffsetDateTime.class).toInstant()))
        .list();
  }
}

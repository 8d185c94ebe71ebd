package io.hedgerow.review.report;

import io.hedgerow.engine.event.EntityId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
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
   * @param decision sequence number of the decision on its event; empty for an item of a notice
   * @param notice it is an item of; empty for what users reported
   * @param policy that the reporter named; empty when none
   */
  public record Report(
      Optional<Long> decision,
      Optional<Long> notice,
      String reporter,
      EntityId entity,
      String policy,
      String text,
      Instant at) {}

  /**
   * What reports say of an entity.
   *
   * @param reporters how many different people
   * @param probability that it breaks a policy, from reports alone
   * @param policy that most of them named
   */
  public record About(int reporters, double probability, Optional<String> policy) {
    /** Nobody reported it. */
    public static final About NOTHING = new About(0, 0, Optional.empty());
  }

  /** Keeps a report; the same one again changes nothing. */
  public void add(Report report) {
    handle.execute(
        "insert into review.report(decision, notice, reporter, entity, policy, text, at)"
            + " values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
        report.decision().orElse(null),
        report.notice().orElse(null),
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

  /**
   * How far each reporter of an entity is believed by what became of their other reports: what is
   * decided on this one must not colour how it is read.
   */
  public Map<String, Trust> trustBeside(EntityId entity) {
    Map<String, Trust> found = new HashMap<>();
    handle
        .createQuery(
            "select r.reporter, t.upheld, t.rejected from (select distinct reporter from"
                + " review.report where entity = :entity limit :most) r cross join lateral"
                + " (select count(*) filter (where upheld) as upheld,"
                + " count(*) filter (where not upheld) as rejected from review.report"
                + " where reporter = r.reporter and entity <> :entity) t")
        .bind("entity", entity.toString())
        .bind("most", MOST)
        .map((row, _) ->
            Map.entry(
                row.getString("reporter"), new Trust(row.getInt("upheld"), row.getInt("rejected"))))
        .forEach(one -> found.put(one.getKey(), one.getValue()));
    return found;
  }

  /** What reports say of each of the entities; those without any are left out. */
  public Map<EntityId, About> about(Collection<EntityId> entities) {
    Map<String, List<Told>> told = new HashMap<>();
    handle
        .createQuery(
            "select r.entity, r.policy, t.upheld, t.rejected from unnest(:entities) e(entity)"
                + " cross join lateral (select entity, reporter, min(policy) filter (where policy"
                + " <> '') as policy from review.report where entity = e.entity"
                + " group by entity, reporter limit :most) r"
                + " cross join lateral (select count(*) filter (where upheld) as upheld,"
                + " count(*) filter (where not upheld) as rejected from review.report"
                + " where reporter = r.reporter) t")
        .bindArray("entities", String.class, entities.stream().map(EntityId::toString).toList())
        .bind("most", MOST)
        .map((row, _) ->
            new Told(
                row.getString("entity"),
                Optional.ofNullable(row.getString("policy")),
                new Trust(row.getInt("upheld"), row.getInt("rejected"))))
        .forEach(one -> told.computeIfAbsent(one.entity(), _ -> new ArrayList<>()).add(one));
    Map<EntityId, About> about = new HashMap<>();
    told.forEach((entity, reports) -> about.put(EntityId.parse(entity), about(reports)));
    return about;
  }

  /** One reporter's word on an entity, with how far that reporter is believed. */
  private record Told(String entity, Optional<String> policy, Trust trust) {}

  private static About about(List<Told> told) {
    return new About(
        told.size(), Trust.probability(told.stream().map(Told::trust).toList()), named(told));
  }

  /** What most reporters named; the first by name when two are named as often. */
  private static Optional<String> named(List<Told> told) {
    Map<String, Integer> votes = new HashMap<>();
    told.forEach(one -> one.policy().ifPresent(policy -> votes.merge(policy, 1, Integer::sum)));
    return votes.entrySet().stream()
        .max(
            Map.Entry.<String, Integer>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
        .map(Map.Entry::getKey);
  }

  /** Reports of an entity, oldest first. */
  public List<Report> of(EntityId entity) {
    return handle
        .createQuery("select * from review.report where entity = :entity order by id limit :most")
        .bind("entity", entity.toString())
        .bind("most", MOST)
        .map((row, _) ->
            new Report(
                Optional.ofNullable(row.getObject("decision", Long.class)),
                Optional.ofNullable(row.getObject("notice", Long.class)),
                row.getString("reporter"),
                entity,
                row.getString("policy"),
                row.getString("text"),
                row.getObject("at", OffsetDateTime.class).toInstant()))
        .list();
  }
}

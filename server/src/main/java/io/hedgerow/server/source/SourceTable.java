package io.hedgerow.server.source;

import io.hedgerow.measurement.experiment.RateWatch;
import io.hedgerow.measurement.experiment.RateWatch.Alarm;
import io.hedgerow.measurement.experiment.RateWatch.Settings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** SQL of what sources did and how right they were, inside a transaction of the caller. */
final class SourceTable {
  private static final long LABELS_AT_ONCE = 50_000;
  private static final int VERDICTS_AT_ONCE = 2_000;
  private static final String MACHINES = "('RULE', 'HASH', 'MODEL', 'LLM')";

  private final Handle handle;

  SourceTable(Handle handle) {
    this.handle = handle;
  }

  private long position(String name) {
    return handle
        .createQuery("select position from server.source_position where name = :name for update")
        .bind("name", name)
        .mapTo(Long.class)
        .findOne()
        .orElse(0L);
  }

  private void move(String name, long position) {
    handle.execute(
        "insert into server.source_position(name, position) values (?, ?)"
            + " on conflict (name) do update set position = excluded.position",
        name,
        position);
  }

  /** Counts the next labels; true when there may be more. */
  boolean count() {
    long after = position("labels");
    long newest = handle.createQuery("select labels from head").mapTo(Long.class).one();
    long end = Math.min(newest, after + LABELS_AT_ONCE);
    if (end <= after) {
      return false;
    }
    handle
        .createUpdate(
            "insert into server.source_day as d (kind, source, policy, day, labels, last)"
                + " select kind, source, policy, (created at time zone 'UTC')::date, count(*),"
                + " max(created) from label where id > :after and id <= :end and kind in "
                + MACHINES
                + " and negates is null and not clears group by 1, 2, 3, 4"
                + " on conflict (kind, source, policy, day) do update set"
                + " labels = d.labels + excluded.labels, last = greatest(d.last, excluded.last)")
        .bind("after", after)
        .bind("end", end)
        .execute();
    move("labels", end);
    return end < newest;
  }

  /** What a source wrote: in the period, and when last, ever. */
  record Volume(long labels, Instant last) {}

  Map<SourceId, Volume> volumes(LocalDate since) {
    Map<SourceId, Volume> volumes = new HashMap<>();
    handle
        .createQuery(
            "select kind, source, policy, coalesce(sum(labels) filter (where day >= :since), 0)"
                + " as labels, max(last) as last from server.source_day group by 1, 2, 3")
        .bind("since", since)
        .map((row, _) ->
            Map.entry(SourceId.of(row), new Volume(row.getLong("labels"), instant(row, "last"))))
        .forEach(entry -> volumes.put(entry.getKey(), entry.getValue()));
    return volumes;
  }

  /** Hits of cases. */
  record Share(long hits, long cases) {
    static final Share NONE = new Share(0, 0);
  }

  /** Of the restrictions by a source that were objected to and decided since then, those upheld. */
  Map<SourceId, Share> appeals(Instant since) {
    return shares(
        "select l.kind, l.source, l.policy, count(*) filter (where a.outcome <> 'overturned') as hits,"
            + " count(*) as cases from review.appeal a join review.statement s on s.id = a.statement"
            + " join label l on l.id = s.label where a.outcome is not null and a.decided >= :since"
            + " and l.kind in "
            + MACHINES
            + " group by 1, 2, 3",
        since);
  }

  /** Of the entities a source labelled and people decided since then, those taken for right. */
  Map<SourceId, Share> reviewed(Instant since) {
    return shares(
        "select l.kind, l.source, l.policy, count(*) filter (where l.policy = v.policy"
            + " and v.violates) as hits, count(*) as cases from review.verdict v"
            + " join review.item i on i.id = v.item cross join lateral"
            + PROPOSED
            + " where v.at >= :since and v.undone is null and i.appeal is null group by 1, 2, 3",
        since);
  }

  private static final String PROPOSED =
      " (select distinct kind, source, policy from label where entity = i.entity and kind in "
          + MACHINES
          + " and negates is null and not clears and created <= v.at) l";

  private Map<SourceId, Share> shares(String sql, Instant since) {
    Map<SourceId, Share> shares = new HashMap<>();
    handle
        .createQuery(sql)
        .bind("since", since.atOffset(ZoneOffset.UTC))
        .map((row, _) ->
            Map.entry(SourceId.of(row), new Share(row.getLong("hits"), row.getLong("cases"))))
        .forEach(entry -> shares.put(entry.getKey(), entry.getValue()));
    return shares;
  }

  private record Outcome(long verdict, Optional<SourceId> source, boolean hit) {}

  /**
   * Shows the watches what reviewers decided next; true when there may be more. Cases decided
   * together with another are one outcome, since they say the same.
   */
  boolean watch(Settings settings, Instant now) {
    long after = position("verdicts");
    List<Outcome> outcomes =
        handle
            .createQuery(
                "select v.id, l.kind, l.source, l.policy, v.violates and v.policy = l.policy as hit"
                    + " from (select * from review.verdict where id > :after order by id limit :most) v"
                    + " join review.item i on i.id = v.item left join lateral"
                    + PROPOSED
                    + " on v.undone is null and i.appeal is null and not exists (select 1"
                    + " from review.verdict w where w.token = v.token and w.id < v.id)"
                    + " order by v.id, l.kind, l.source, l.policy")
            .bind("after", after)
            .bind("most", VERDICTS_AT_ONCE)
            .map((row, _) ->
                new Outcome(
                    row.getLong("id"),
                    row.getString("kind") == null
                        ? Optional.empty()
                        : Optional.of(SourceId.of(row)),
                    row.getBoolean("hit")))
            .list();
    if (outcomes.isEmpty()) {
      return false;
    }
    Map<SourceId, RateWatch> watches = new HashMap<>(watches(settings));
    Map<SourceId, RateWatch> moved = new HashMap<>();
    for (Outcome outcome : outcomes) {
      outcome
          .source()
          .ifPresent(source -> {
            RateWatch next =
                watches.getOrDefault(source, RateWatch.start(settings)).with(outcome.hit());
            watches.put(source, next);
            moved.put(source, next);
          });
    }
    moved.forEach((source, state) -> put(source, state, now));
    move("verdicts", outcomes.getLast().verdict());
    return outcomes.stream().map(Outcome::verdict).distinct().count() >= VERDICTS_AT_ONCE;
  }

  Map<SourceId, RateWatch> watches(Settings settings) {
    Map<SourceId, RateWatch> watches = new HashMap<>();
    handle
        .createQuery("select * from server.source_watch")
        .map((row, _) ->
            Map.entry(
                SourceId.of(row),
                new RateWatch(
                    settings,
                    row.getLong("seen"),
                    row.getLong("hits"),
                    Arrays.asList((Double[]) row.getArray("sums").getArray()),
                    row.getLong("alarm_at"),
                    Alarm.valueOf(row.getString("alarm")))))
        .forEach(entry -> watches.put(entry.getKey(), entry.getValue()));
    return watches;
  }

  private void put(SourceId source, RateWatch watch, Instant now) {
    handle
        .createUpdate(
            "insert into server.source_watch as w (kind, source, policy, seen, hits, sums, alarm,"
                + " alarm_at, raised) values (:kind, :source, :policy, :seen, :hits, :sums, :alarm,"
                + " :alarmAt, :raised) on conflict (kind, source, policy) do update set"
                + " seen = excluded.seen, hits = excluded.hits, sums = excluded.sums,"
                + " alarm = excluded.alarm, alarm_at = excluded.alarm_at,"
                + " raised = coalesce(w.raised, excluded.raised)")
        .bind("kind", source.kind())
        .bind("source", source.name())
        .bind("policy", source.policy())
        .bind("seen", watch.seen())
        .bind("hits", watch.hits())
        .bindArray("sums", Double.class, watch.sums())
        .bind("alarm", watch.alarm().name())
        .bind("alarmAt", watch.alarmAt())
        .bind("raised", watch.alarm() == Alarm.NONE ? null : now.atOffset(ZoneOffset.UTC))
        .execute();
  }

  /** Begins anew: what comes from now on is compared with itself. */
  void accept(SourceId source, String author, String reason, Instant now) {
    handle.execute(
        "insert into server.source_accepted(kind, source, policy, at, author, reason)"
            + " values (?, ?, ?, ?, ?, ?)",
        source.kind(),
        source.name(),
        source.policy(),
        now.atOffset(ZoneOffset.UTC),
        author,
        reason);
    handle.execute(
        "delete from server.source_watch where kind = ? and source = ? and policy = ?",
        source.kind(),
        source.name(),
        source.policy());
  }

  /** Since when each source that somebody accepted is compared. */
  Map<SourceId, Instant> accepted() {
    Map<SourceId, Instant> accepted = new HashMap<>();
    handle
        .createQuery(
            "select kind, source, policy, max(at) as at from server.source_accepted group by 1, 2, 3")
        .map((row, _) -> Map.entry(SourceId.of(row), instant(row, "at")))
        .forEach(entry -> accepted.put(entry.getKey(), entry.getValue()));
    return accepted;
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}

package io.hedgerow.ledger.decision;

import io.hedgerow.engine.decision.FiredRule;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** How often rules fired, kept by hour of receipt so that a question costs few rows. */
public final class RuleStatistics {
  private final Handle handle;

  public RuleStatistics(Handle handle) {
    this.handle = handle;
  }

  /**
   * What one rule did in one stage.
   *
   * @param fired events on which its condition held
   * @param effective those of them on which it had effect
   */
  public record Fired(String rule, String stage, long fired, long effective, Instant lastFired) {}

  /** Counts since that time, rounded down to the hour; by rule and stage. */
  public List<Fired> since(Instant from) {
    return handle
        .createQuery(
            "select rule, stage, sum(fired) fired, sum(effective) effective, max(last_fired) last"
                + " from rule_hour where hour >= :from group by rule, stage order by rule, stage")
        .bind("from", time(from.truncatedTo(ChronoUnit.HOURS)))
        .map((row, _) ->
            new Fired(
                row.getString("rule"),
                row.getString("stage"),
                row.getLong("fired"),
                row.getLong("effective"),
                row.getObject("last", OffsetDateTime.class).toInstant()))
        .list();
  }

  private record Bucket(String rule, String stage, Instant hour) {}

  /** Adds what the decisions' rules did. */
  public void add(List<DecisionRow> rows) {
    Map<Bucket, Fired> buckets = new HashMap<>();
    for (DecisionRow row : rows) {
      Instant received = row.event().received();
      for (FiredRule fired : row.decision().fired()) {
        String stage = fired.stage().word();
        buckets.merge(
            new Bucket(fired.rule(), stage, received.truncatedTo(ChronoUnit.HOURS)),
            new Fired(fired.rule(), stage, 1, fired.effective() ? 1 : 0, received),
            RuleStatistics::sum);
      }
    }
    if (!buckets.isEmpty()) {
      upsert(List.copyOf(buckets.entrySet()));
    }
  }

  private static Fired sum(Fired one, Fired other) {
    return new Fired(
        one.rule(),
        one.stage(),
        one.fired() + other.fired(),
        one.effective() + other.effective(),
        one.lastFired().isAfter(other.lastFired()) ? one.lastFired() : other.lastFired());
  }

  private void upsert(List<Map.Entry<Bucket, Fired>> buckets) {
    List<String> hours = new ArrayList<>();
    List<String> lasts = new ArrayList<>();
    buckets.forEach(bucket -> {
      hours.add(bucket.getKey().hour().toString());
      lasts.add(bucket.getValue().lastFired().toString());
    });
    handle
        .createUpdate(
            "insert into rule_hour as h (rule, stage, hour, fired, effective, last_fired)"
                + " select r, s, cast(t as timestamptz), f, e, cast(l as timestamptz)"
                + " from unnest(:rules, :stages, :hours, :fired, :effective, :lasts)"
                + " u(r, s, t, f, e, l) on conflict (rule, stage, hour) do update set"
                + " fired = h.fired + excluded.fired, effective = h.effective + excluded.effective,"
                + " last_fired = greatest(h.last_fired, excluded.last_fired)")
        .bindArray("rules", String.class, buckets.stream().map(b -> b.getKey().rule()).toList())
        .bindArray("stages", String.class, buckets.stream().map(b -> b.getKey().stage()).toList())
        .bindArray("hours", String.class, hours)
        .bindArray("fired", Long.class, buckets.stream().map(b -> b.getValue().fired()).toList())
        .bindArray(
            "effective", Long.class, buckets.stream().map(b -> b.getValue().effective()).toList())
        .bindArray("lasts", String.class, lasts)
        .execute();
  }

  private static OffsetDateTime time(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}

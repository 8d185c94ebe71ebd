package io.hedgerow.ledger.quota;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.ledger.database.Copy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** SQL of rules' daily use and of parked labels, inside a transaction of the caller. */
public final class QuotaTable {
  private final Handle handle;

  public QuotaTable(Handle handle) {
    this.handle = handle;
  }

  /**
   * What a rule did on a day.
   *
   * @param used labels written
   * @param parked labels kept back
   */
  public record Use(int used, int parked) {
    public static final Use NOTHING = new Use(0, 0);
  }

  /** Use by rule; rules without any are left out. */
  public Map<String, Use> of(Collection<String> rules, LocalDate day) {
    Map<String, Use> found = new HashMap<>();
    handle
        .createQuery(
            "select rule, used, parked from rule_quota where rule = any(:rules) and day = :day")
        .bindArray("rules", String.class, rules)
        .bind("day", day)
        .map((row, _) -> Map.entry(row.getString(1), new Use(row.getInt(2), row.getInt(3))))
        .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
    return found;
  }

  public void put(Map<String, Use> uses, LocalDate day) {
    List<Map.Entry<String, Use>> rows = List.copyOf(uses.entrySet());
    handle
        .createUpdate(
            "insert into rule_quota (rule, day, used, parked)"
                + " select r, :day, u, p from unnest(:rules, :used, :parked) t(r, u, p)"
                + " on conflict (rule, day) do update"
                + " set used = excluded.used, parked = excluded.parked")
        .bind("day", day)
        .bindArray("rules", String.class, rows.stream().map(Map.Entry::getKey).toList())
        .bindArray("used", Integer.class, rows.stream().map(row -> row.getValue().used()).toList())
        .bindArray(
            "parked", Integer.class, rows.stream().map(row -> row.getValue().parked()).toList())
        .execute();
  }

  /** Parks labels; their numbers are given by the database. */
  public void park(List<Parked> parked) {
    Copy.into(
        handle,
        "parked",
        "seq, entity, policy, rule, version, confidence, reason, expires, created",
        parked,
        p ->
            new Object[] {
              p.sequence(),
              p.entity(),
              p.policy(),
              p.rule(),
              p.version(),
              p.confidence(),
              p.reason(),
              p.expires(),
              p.created()
            });
  }

  /** Waiting labels after that number, oldest first. */
  public List<Parked> waiting(long after, int limit) {
    return handle
        .createQuery(
            "select * from parked where outcome is null and id > :after order by id limit :limit")
        .bind("after", after)
        .bind("limit", limit)
        .map((row, _) -> parked(row))
        .list();
  }

  /** Those of the numbers that still wait. */
  public List<Parked> waiting(Collection<Long> ids) {
    return handle
        .createQuery("select * from parked where id = any(:ids) and outcome is null order by id")
        .bindArray("ids", Long.class, ids)
        .map((row, _) -> parked(row))
        .list();
  }

  /** What waits on any of these entities. */
  public List<Parked> waitingOn(Collection<EntityId> entities) {
    return handle
        .createQuery("select * from parked where entity = any(:entities) and outcome is null")
        .bindArray("entities", String.class, entities.stream().map(EntityId::toString).toList())
        .map((row, _) -> parked(row))
        .list();
  }

  /** A person decided on these entities: what machines would have said of them is moot. */
  public void decided(Collection<EntityId> entities, String author, Instant at) {
    handle
        .createUpdate(
            "update parked set outcome = 'decided', outcome_by = :author, outcome_at = :at"
                + " where entity = any(:entities) and outcome is null")
        .bind("author", author)
        .bind("at", OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
        .bindArray("entities", String.class, entities.stream().map(EntityId::toString).toList())
        .execute();
  }

  /** Those of the numbers that still wait, locked for the transaction. */
  public List<Parked> claim(Collection<Long> ids) {
    return handle
        .createQuery(
            "select * from parked where id = any(:ids) and outcome is null order by id for update")
        .bindArray("ids", Long.class, ids)
        .map((row, _) -> parked(row))
        .list();
  }

  public void settle(Collection<Long> ids, String outcome, String author, Instant at) {
    handle
        .createUpdate(
            "update parked set outcome = :outcome, outcome_by = :author, outcome_at = :at"
                + " where id = any(:ids)")
        .bind("outcome", outcome)
        .bind("author", author)
        .bind("at", OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
        .bindArray("ids", Long.class, ids)
        .execute();
  }

  /** Reads a row of the table. */
  public static Parked parked(ResultSet row) throws SQLException {
    return new Parked(
        row.getLong("id"),
        row.getLong("seq"),
        EntityId.parse(row.getString("entity")),
        row.getString("policy"),
        row.getString("rule"),
        row.getString("version"),
        row.getDouble("confidence"),
        row.getString("reason"),
        Optional.ofNullable(row.getObject("expires", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant),
        row.getObject("created", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(row.getString("outcome")));
  }
}

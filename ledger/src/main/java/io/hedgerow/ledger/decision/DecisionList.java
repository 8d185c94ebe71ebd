package io.hedgerow.ledger.decision;

import io.hedgerow.engine.event.EntityId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Lists decisions by what is asked, newest first; a page goes on where the last one ended. */
public final class DecisionList {
  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> values = new LinkedHashMap<>();
  private boolean tagged;

  private DecisionList() {}

  /**
   * The newest matching decisions.
   *
   * @param before sequence number to go on from, exclusive; {@code Long.MAX_VALUE} to begin
   * @param limit at most that many
   */
  public static List<StoredDecision> page(
      Handle handle, DecisionFilter filter, long before, int limit) {
    DecisionList list = new DecisionList();
    list.narrow(filter);
    String from = list.tagged ? "decision_tag t join decision d on d.seq = t.seq" : "decision d";
    String order = list.tagged ? "t.seq" : "d.seq";
    list.conditions.add(order + " < :before");
    list.values.put("before", before);
    Query query =
        handle.createQuery(
            "select "
                + DecisionTable.STORED
                + " from "
                + from
                + " where "
                + String.join(" and ", list.conditions)
                + " order by "
                + order
                + " desc limit :limit");
    query.bind("limit", limit);
    list.values.forEach(query::bind);
    return query.map((row, _) -> DecisionTable.stored(row)).list();
  }

  private void narrow(DecisionFilter filter) {
    filter.rule().ifPresent(rule -> tag("rule:" + rule));
    filter.policy().ifPresent(policy -> tag("policy:" + policy));
    filter.type().ifPresent(type -> where("d.type = :type", "type", type));
    filter.verdict().ifPresent(v -> where("d.verdict = :verdict", "verdict", v.word()));
    filter
        .entity()
        .map(EntityId::toString)
        .ifPresent(e -> where("(d.actor = :entity or d.subject = :entity)", "entity", e));
    filter.from().ifPresent(from -> where("d.time >= :from", "from", time(from)));
    filter.to().ifPresent(to -> where("d.time < :to", "to", time(to)));
  }

  /** The first tag drives the query by its own index; a second one is looked up. */
  private void tag(String tag) {
    if (tagged) {
      where(
          "exists (select from decision_tag u where u.tag = :tag2 and u.seq = t.seq)", "tag2", tag);
    } else {
      tagged = true;
      where("t.tag = :tag", "tag", tag);
    }
  }

  private void where(String condition, String name, Object value) {
    conditions.add(condition);
    values.put(name, value);
  }

  private static OffsetDateTime time(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  /** Decisions after that one, oldest first: what a replay reads. */
  public static List<StoredDecision> after(Handle handle, long sequence, int limit) {
    return handle
        .createQuery(
            "select "
                + DecisionTable.STORED
                + " from decision d where d.seq > :seq order by d.seq limit :limit")
        .bind("seq", sequence)
        .bind("limit", limit)
        .map((row, _) -> DecisionTable.stored(row))
        .list();
  }

  /** Decisions on events of those types after that one, oldest first. */
  public static List<StoredDecision> after(
      Handle handle, long sequence, Collection<String> types, int limit) {
    return handle
        .createQuery(
            "select "
                + DecisionTable.STORED
                + " from decision d where d.seq > :seq and d.type = any(:types)"
                + " order by d.seq limit :limit")
        .bind("seq", sequence)
        .bindArray("types", String.class, types)
        .bind("limit", limit)
        .map((row, _) -> DecisionTable.stored(row))
        .list();
  }

  /** For each of the entities the newest decision whose subject it is, not on that type. */
  public static Map<EntityId, StoredDecision> newestAbout(
      Handle handle, Collection<EntityId> entities, String without) {
    Map<EntityId, StoredDecision> found = new HashMap<>();
    handle
        .createQuery(
            "select e.entity, "
                + DecisionTable.STORED
                + " from unnest(:entities) e(entity) cross join lateral (select * from decision"
                + " where subject = e.entity and type <> :without order by seq desc limit 1) d")
        .bindArray("entities", String.class, entities.stream().map(EntityId::toString).toList())
        .bind("without", without)
        .map((row, _) ->
            Map.entry(EntityId.parse(row.getString("entity")), DecisionTable.stored(row)))
        .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
    return found;
  }

  /** How far from either end of an entity's events its content is looked for. */
  private static final int NEAR_AN_END = 50;

  /**
   * For each of the entities the newest decision, on an event of those types, whose subject it is.
   * What a popular entity says stands at the beginning of its events and what changed it lately at
   * their end, so only so many from either end are looked at.
   */
  public static Map<EntityId, StoredDecision> newestAbout(
      Handle handle, Collection<EntityId> entities, Collection<String> types) {
    Map<EntityId, StoredDecision> found = new HashMap<>();
    handle
        .createQuery(
            "select e.entity, "
                + DecisionTable.STORED
                + " from unnest(:entities) e(entity) cross join lateral (select * from ("
                + "(select * from decision where subject = e.entity order by seq desc limit :near)"
                + " union all"
                + " (select * from decision where subject = e.entity order by seq limit :near)) n"
                + " where n.type = any(:types) order by n.seq desc limit 1) d")
        .bindArray("entities", String.class, entities.stream().map(EntityId::toString).toList())
        .bindArray("types", String.class, types)
        .bind("near", NEAR_AN_END)
        .map((row, _) ->
            Map.entry(EntityId.parse(row.getString("entity")), DecisionTable.stored(row)))
        .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
    return found;
  }

  /** What somebody did last before that time, newest first. */
  public static List<StoredDecision> by(Handle handle, EntityId actor, Instant before, int limit) {
    return handle
        .createQuery(
            "select "
                + DecisionTable.STORED
                + " from decision d where d.actor = :actor and d.received <= :before"
                + " order by d.seq desc limit :limit")
        .bind("actor", actor.toString())
        .bind("before", time(before))
        .bind("limit", limit)
        .map((row, _) -> DecisionTable.stored(row))
        .list();
  }

  /** For each of the actors the newest decisions on events of theirs, newest first. */
  public static Map<EntityId, List<StoredDecision>> newestBy(
      Handle handle, Collection<EntityId> actors, int limit) {
    Map<EntityId, List<StoredDecision>> found = new HashMap<>();
    handle
        .createQuery(
            "select e.actor as by, "
                + DecisionTable.STORED
                + " from unnest(:actors) e(actor) cross join lateral (select * from decision"
                + " where actor = e.actor order by seq desc limit :limit) d order by d.seq desc")
        .bindArray("actors", String.class, actors.stream().map(EntityId::toString).toList())
        .bind("limit", limit)
        .map((row, _) -> Map.entry(EntityId.parse(row.getString("by")), DecisionTable.stored(row)))
        .forEach(entry ->
            found.computeIfAbsent(entry.getKey(), _ -> new ArrayList<>()).add(entry.getValue()));
    return found;
  }

  /** The sequence number before the first event that was received at that time or later. */
  public static long sequenceBefore(Handle handle, Instant received) {
    return Optional.ofNullable(
            handle
                .createQuery("select min(seq) - 1 from decision where received >= :received")
                .bind("received", time(received))
                .mapTo(Long.class)
                .findOne()
                .orElse(null))
        .orElseGet(() -> handle.createQuery("select decisions from head").mapTo(Long.class).one());
  }

  /** The newest about an entity that had been received by then, on an event of those types. */
  public static Optional<StoredDecision> newestAboutBy(
      Handle handle, EntityId entity, Collection<String> types, Instant then) {
    return handle
        .createQuery(
            "select "
                + DecisionTable.STORED
                + " from decision d where d.subject = :entity and d.type = any(:types)"
                + " and d.received <= :then order by d.seq desc limit 1")
        .bind("entity", entity.toString())
        .bindArray("types", String.class, types)
        .bind("then", time(then))
        .map((row, _) -> DecisionTable.stored(row))
        .findOne();
  }
}

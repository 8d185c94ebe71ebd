package io.hedgerow.ledger.enforcement;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.ledger.database.Copy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** SQL of what is in force and of its changes, inside a transaction of the caller. */
public final class EnforcementTable {
  private final Handle handle;

  public EnforcementTable(Handle handle) {
    this.handle = handle;
  }

  /** What was in force when it was last worked out; entities never touched are left out. */
  public Map<EntityId, Enforcement> of(Collection<EntityId> entities) {
    Map<EntityId, Enforcement> found = new HashMap<>();
    handle
        .createQuery("select state from enforcement where entity = any(:entities)")
        .bindArray("entities", String.class, entities.stream().map(EntityId::toString).toList())
        .map((row, _) -> EnforcementJson.read(row.getString(1)))
        .forEach(enforcement -> found.put(enforcement.entity(), enforcement));
    return found;
  }

  /** Replaces what is in force on those entities. */
  public void put(Collection<Enforcement> enforcements, Map<EntityId, EntityId> owners) {
    if (enforcements.isEmpty()) {
      return;
    }
    List<String> entities = new ArrayList<>();
    List<@Nullable String> owning = new ArrayList<>();
    List<String> states = new ArrayList<>();
    List<@Nullable String> rechecks = new ArrayList<>();
    for (Enforcement enforcement : enforcements) {
      EntityId owner = owners.get(enforcement.entity());
      entities.add(enforcement.entity().toString());
      owning.add(owner == null ? null : owner.toString());
      states.add(EnforcementJson.write(enforcement));
      rechecks.add(enforcement.recheck().map(Instant::toString).orElse(null));
    }
    handle
        .createUpdate(
            "insert into enforcement (entity, owner, state, recheck)"
                + " select e, o, s, cast(r as timestamptz)"
                + " from unnest(:entities, :owners, :states, :rechecks) t(e, o, s, r)"
                + " on conflict (entity) do update set"
                + " owner = coalesce(excluded.owner, enforcement.owner),"
                + " state = excluded.state, recheck = excluded.recheck")
        .bindArray("entities", String.class, entities)
        .bindArray("owners", String.class, owning)
        .bindArray("states", String.class, states)
        .bindArray("rechecks", String.class, rechecks)
        .execute();
  }

  public void addChanges(List<EnforcementChange> changes) {
    Copy.into(
        handle,
        "enforcement_change",
        "id, entity, at, cause, before, state",
        changes,
        change ->
            new Object[] {
              change.id(),
              change.after().entity(),
              change.at(),
              change.cause(),
              EnforcementJson.write(change.before()),
              EnforcementJson.write(change.after())
            });
  }

  /** Changes after that one, in order. */
  public List<EnforcementChange> changesAfter(long id, int limit) {
    return handle
        .createQuery("select * from enforcement_change where id > :id order by id limit :limit")
        .bind("id", id)
        .bind("limit", limit)
        .map((row, _) -> change(row))
        .list();
  }

  /** What came into force on an entity before that time, newest first. */
  public List<EnforcementChange> changesOf(EntityId entity, Instant before, int limit) {
    return handle
        .createQuery(
            "select * from enforcement_change where entity = :entity and at <= :before"
                + " order by id desc limit :limit")
        .bind("entity", entity.toString())
        .bind("before", OffsetDateTime.ofInstant(before, ZoneOffset.UTC))
        .bind("limit", limit)
        .map((row, _) -> change(row))
        .list();
  }

  /** Entities for which a time has run out by then, the longest overdue first. */
  public List<EntityId> due(Instant now, int limit) {
    return handle
        .createQuery(
            "select entity from enforcement where recheck <= :now order by recheck limit :limit")
        .bind("now", OffsetDateTime.ofInstant(now, ZoneOffset.UTC))
        .bind("limit", limit)
        .map((row, _) -> EntityId.parse(row.getString(1)))
        .list();
  }

  /** Entities of that owner, and the owner itself, that were ever touched. */
  public List<EntityId> ofOwner(EntityId owner) {
    return handle
        .createQuery("select entity from enforcement where owner = :owner or entity = :owner")
        .bind("owner", owner.toString())
        .map((row, _) -> EntityId.parse(row.getString(1)))
        .list();
  }

  /** Owners written down when the entities were first touched. */
  public Map<EntityId, EntityId> owners(Collection<EntityId> entities) {
    Map<EntityId, EntityId> found = new HashMap<>();
    handle
        .createQuery(
            "select entity, owner from enforcement"
                + " where entity = any(:entities) and owner is not null")
        .bindArray("entities", String.class, entities.stream().map(EntityId::toString).toList())
        .map((row, _) ->
            Map.entry(EntityId.parse(row.getString(1)), EntityId.parse(row.getString(2))))
        .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
    return found;
  }

  /** Reads a row of the table of changes. */
  public static EnforcementChange change(ResultSet row) throws SQLException {
    return new EnforcementChange(
        row.getLong("id"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("cause"),
        EnforcementJson.read(row.getString("before")),
        EnforcementJson.read(row.getString("state")));
  }

  /** The number of the newest change; 0 when there is none. */
  public long newest() {
    return Optional.ofNullable(
            handle
                .createQuery("select max(id) from enforcement_change")
                .mapTo(Long.class)
                .findOne()
                .orElse(null))
        .orElse(0L);
  }
}

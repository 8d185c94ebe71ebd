package io.hedgerow.ledger.enforcement;

import io.hedgerow.engine.event.EntityId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** SQL of which entities machines alone may not act on, inside a transaction of the caller. */
public final class TrustTable {
  private final Handle handle;

  public TrustTable(Handle handle) {
    this.handle = handle;
  }

  /** Those of the entities that are trusted. */
  public Set<EntityId> of(Collection<EntityId> entities) {
    return new HashSet<>(
        handle
            .createQuery(
                "select entity from (select distinct on (entity) entity, trusted from trust"
                    + " where entity = any(:entities) order by entity, id desc) t where trusted")
            .bindArray("entities", String.class, entities.stream().map(EntityId::toString).toList())
            .map((row, _) -> EntityId.parse(row.getString(1)))
            .list());
  }

  /** All that are trusted. */
  public List<EntityId> all() {
    return handle
        .createQuery(
            "select entity from (select distinct on (entity) entity, trusted from trust"
                + " order by entity, id desc) t where trusted")
        .map((row, _) -> EntityId.parse(row.getString(1)))
        .list();
  }

  public void add(EntityId entity, boolean trusted, String author, String reason, Instant at) {
    handle
        .createUpdate(
            "insert into trust (entity, trusted, author, reason, at)"
                + " values (:entity, :trusted, :author, :reason, :at)")
        .bind("entity", entity.toString())
        .bind("trusted", trusted)
        .bind("author", author)
        .bind("reason", reason)
        .bind("at", OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
        .execute();
  }
}

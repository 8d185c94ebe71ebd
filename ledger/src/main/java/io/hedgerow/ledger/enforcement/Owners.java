package io.hedgerow.ledger.enforcement;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.ledger.rulebook.Rulebook;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Who bears the strikes of an entity. An account bears its own. Anything else belongs to the actor
 * of the first event that had it as its subject, which is the one that made it; events whose type
 * begins with {@code report.} do not count, since who reports a thing did not make it. What was
 * never the subject of an event (a link domain) has no owner and costs nobody a strike.
 */
public final class Owners {
  private final Handle handle;

  public Owners(Handle handle) {
    this.handle = handle;
  }

  /** Owners of those of the entities that have one. */
  public Map<EntityId, EntityId> of(Collection<EntityId> entities, Rulebook rulebook) {
    Map<EntityId, EntityId> owners = new HashMap<>();
    List<EntityId> things = new ArrayList<>();
    for (EntityId entity : entities) {
      if (rulebook.accountKinds().contains(entity.kind())) {
        owners.put(entity, entity);
      } else {
        things.add(entity);
      }
    }
    if (!things.isEmpty()) {
      Map<EntityId, EntityId> known = new EnforcementTable(handle).owners(things);
      owners.putAll(known);
      things.removeAll(known.keySet());
      owners.putAll(makers(things));
    }
    return owners;
  }

  private Map<EntityId, EntityId> makers(List<EntityId> things) {
    Map<EntityId, EntityId> makers = new HashMap<>();
    handle
        .createQuery(
            "select t.e, m.actor from unnest(:things) t(e) cross join lateral (select actor from"
                + " decision d where d.subject = t.e and d.actor is not null"
                + " and d.type not like 'report.%' order by d.seq limit 1) m")
        .bindArray("things", String.class, things.stream().map(EntityId::toString).toList())
        .map((row, _) ->
            Map.entry(EntityId.parse(row.getString(1)), EntityId.parse(row.getString(2))))
        .forEach(entry -> makers.put(entry.getKey(), entry.getValue()));
    return makers;
  }
}

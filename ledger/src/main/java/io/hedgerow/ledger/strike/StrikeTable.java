package io.hedgerow.ledger.strike;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.ledger.database.Copy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** SQL of the strikes, inside a transaction of the caller. */
public final class StrikeTable {
  /** Strikes of one owner that are looked at, the newest first; no ladder is that high. */
  public static final int MAX_PER_OWNER = 500;

  private final Handle handle;

  public StrikeTable(Handle handle) {
    this.handle = handle;
  }

  /** Strikes borne by each of the owners, oldest first; those without any are left out. */
  public Map<EntityId, List<Strike>> ofOwners(Collection<EntityId> owners) {
    Map<EntityId, List<Strike>> found = new HashMap<>();
    handle
        .createQuery(
            "select s.* from unnest(:owners) o(owner) cross join lateral (select * from strike"
                + " where strike.owner = o.owner order by since desc limit "
                + MAX_PER_OWNER
                + ") s order by s.since, s.entity, s.policy")
        .bindArray("owners", String.class, texts(owners))
        .map((row, _) -> strike(row))
        .forEach(s -> found.computeIfAbsent(s.owner(), _ -> new ArrayList<>()).add(s));
    return found;
  }

  /** Replaces every strike for what those entities are. */
  public void replace(Collection<EntityId> entities, List<Strike> strikes) {
    handle
        .createUpdate("delete from strike where entity = any(:entities)")
        .bindArray("entities", String.class, texts(entities))
        .execute();
    Copy.into(
        handle,
        "strike",
        "entity, policy, since, owner, weight, expires, label",
        strikes,
        s ->
            new Object[] {
              s.entity(), s.policy(), s.since(), s.owner(), s.weight(), s.expires(), s.label()
            });
  }

  private static Strike strike(ResultSet row) throws SQLException {
    return new Strike(
        EntityId.parse(row.getString("entity")),
        row.getString("policy"),
        EntityId.parse(row.getString("owner")),
        row.getInt("weight"),
        row.getObject("since", OffsetDateTime.class).toInstant(),
        row.getObject("expires", OffsetDateTime.class).toInstant(),
        row.getLong("label"));
  }

  private static List<String> texts(Collection<EntityId> entities) {
    return entities.stream().map(EntityId::toString).toList();
  }
}

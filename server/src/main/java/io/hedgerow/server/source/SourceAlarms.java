package io.hedgerow.server.source;

import static io.hedgerow.engine.json.CanonicalJson.members;

import io.hedgerow.engine.json.CanonicalJson;
import io.hedgerow.server.webhook.About;
import io.hedgerow.server.webhook.Change;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/**
 * Alarms about sources, as webhooks hear of them: each once, until somebody accepts that the source
 * is how it is and it moves again. Thread-safe.
 */
public final class SourceAlarms implements Change.Log {
  private final Jdbi jdbi;

  public SourceAlarms(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Raises an alarm for each of the sources of which none of the same is raised since it was last
   * accepted.
   *
   * @param moved what moved, by source
   * @return how many are new
   */
  int raise(Map<SourceId, String> moved, Instant now) {
    return jdbi.inTransaction(handle ->
        moved.entrySet().stream()
            .mapToInt(entry ->
                handle
                    .createUpdate(
                        "insert into server.source_alarm(kind, source, policy, what, at)"
                            + " select :kind, :source, :policy, :what, :at where not exists"
                            + " (select 1 from server.source_alarm a where a.kind = :kind"
                            + " and a.source = :source and a.policy = :policy and a.what = :what"
                            + " and a.at > coalesce((select max(at) from server.source_accepted c"
                            + " where c.kind = :kind and c.source = :source"
                            + " and c.policy = :policy), '-infinity'))")
                    .bind("kind", entry.getKey().kind())
                    .bind("source", entry.getKey().name())
                    .bind("policy", entry.getKey().policy())
                    .bind("what", entry.getValue())
                    .bind("at", now.atOffset(ZoneOffset.UTC))
                    .execute())
            .sum());
  }

  @Override
  public List<Change> after(long id, int limit) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "select * from server.source_alarm where id > :id order by id limit :limit")
            .bind("id", id)
            .bind("limit", limit)
            .map((row, _) -> change(row))
            .list());
  }

  @Override
  public long newest() {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("select coalesce(max(id), 0) from server.source_alarm")
            .mapTo(Long.class)
            .one());
  }

  private static Change change(ResultSet row) throws SQLException {
    SourceId source =
        new SourceId(row.getString("kind"), row.getString("source"), row.getString("policy"));
    String body =
        CanonicalJson.write(
            members(
                "type", About.SOURCE.type(),
                "timestamp", row.getObject("at", OffsetDateTime.class).toInstant().toString(),
                "data",
                    members(
                        "kind", source.kindWord(),
                        "source", source.name(),
                        "policy", source.policy(),
                        "what", row.getString("what"))));
    return new Change(row.getLong("id"), source.kindWord() + ":" + source.name(), body);
  }
}

package io.hedgerow.server.rollout;

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
import org.jdbi.v3.core.Jdbi;

/**
 * Canaries that stopped by themselves, as pages show them and webhooks hear of them. Thread-safe.
 */
public final class CanaryStops implements Change.Log {
  private final Jdbi jdbi;

  public CanaryStops(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * One that stopped.
   *
   * @param kind {@code rule}, {@code bank}, {@code score} or {@code model}
   */
  public record Stop(long id, String kind, String name, String why, Instant at) {}

  void add(Canary canary, String why, Instant now) {
    jdbi.useHandle(handle ->
        handle.execute(
            "insert into server.canary_stop(kind, name, why, at) values (?, ?, ?, ?)",
            canary.kind(),
            canary.name(),
            why,
            now.atOffset(ZoneOffset.UTC)));
  }

  /** The newest first. */
  public List<Stop> newest(int most) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("select * from server.canary_stop order by id desc limit :most")
            .bind("most", most)
            .map((row, _) -> stop(row))
            .list());
  }

  private static Stop stop(ResultSet row) throws SQLException {
    return new Stop(
        row.getLong("id"),
        row.getString("kind"),
        row.getString("name"),
        row.getString("why"),
        row.getObject("at", OffsetDateTime.class).toInstant());
  }

  @Override
  public List<Change> after(long id, int limit) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("select * from server.canary_stop where id > :id order by id limit :limit")
            .bind("id", id)
            .bind("limit", limit)
            .map((row, _) -> change(stop(row)))
            .list());
  }

  @Override
  public long newest() {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("select coalesce(max(id), 0) from server.canary_stop")
            .mapTo(Long.class)
            .one());
  }

  private static Change change(Stop stop) {
    String body =
        CanonicalJson.write(
            members(
                "type", About.CANARY.type(),
                "timestamp", stop.at().toString(),
                "data", members("kind", stop.kind(), "name", stop.name(), "why", stop.why())));
    return new Change(stop.id(), stop.kind() + ":" + stop.name(), body);
  }
}

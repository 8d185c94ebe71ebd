package io.hedgerow.server.webhook;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** SQL of webhooks and of what they have still to hear. Thread-safe. */
final class WebhookTable {
  private final Jdbi jdbi;

  WebhookTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * @param seen how far each kind of message is heard already
   */
  static void add(Handle handle, Webhook webhook, byte[] secret, Map<About, Long> seen) {
    handle.execute(
        "insert into server.webhook(id, url, secret, seen, statements_seen, sources_seen,"
            + " traffic_seen, canaries_seen, created, created_by, messages) values (?, ?, ?, ?, ?, ?,"
            + " ?, ?, ?, ?,"
            + " string_to_array(?, ','))",
        webhook.id(),
        webhook.url().toString(),
        secret,
        seen.getOrDefault(About.CHANGE, 0L),
        seen.getOrDefault(About.STATEMENT, 0L),
        seen.getOrDefault(About.SOURCE, 0L),
        seen.getOrDefault(About.TRAFFIC, 0L),
        seen.getOrDefault(About.CANARY, 0L),
        Timestamp.from(webhook.created()),
        webhook.createdBy(),
        String.join(",", webhook.messages()));
  }

  List<Webhook> list() {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("select * from server.webhook where removed is null order by created")
            .map((row, _) ->
                new Webhook(
                    row.getString("id"),
                    URI.create(row.getString("url")),
                    List.of((String[]) row.getArray("messages").getArray()),
                    row.getTimestamp("created").toInstant(),
                    row.getString("created_by")))
            .list());
  }

  static void remove(Handle handle, String id, Instant now) {
    handle.execute("delete from server.webhook_delivery where webhook = ?", id);
    handle.execute(
        "update server.webhook set removed = ? where id = ? and removed is null",
        Timestamp.from(now),
        id);
  }

  /** True when there is a webhook. */
  boolean anybody() {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("select exists (select 1 from server.webhook where removed is null)")
            .mapTo(Boolean.class)
            .one());
  }

  /** Up to where everybody who wants to hear of it has their deliveries; empty when nobody does. */
  Optional<Long> leastSeen(About about) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "select min("
                    + about.seen()
                    + ") from server.webhook where removed is null and :type = any(messages)")
            .bind("type", about.type())
            .mapTo(Long.class)
            .findOne());
  }

  /** Makes a delivery of each change for each webhook that has not seen it: once, or not at all. */
  void fanOut(About about, List<Change> changes, Instant now) {
    long last = changes.getLast().id();
    jdbi.useTransaction(handle -> {
      handle.execute("select 1 from server.webhook where removed is null for update");
      PreparedBatch batch =
          handle.prepareBatch(
              "insert into server.webhook_delivery(webhook, about, change, entity, body, created, due)"
                  + " select id, :about, :change, :entity, :body, :now, :now from server.webhook"
                  + " where removed is null and :type = any(messages) and "
                  + about.seen()
                  + " < :change");
      for (Change change : changes) {
        batch
            .bind("about", about.word())
            .bind("type", about.type())
            .bind("change", change.id())
            .bind("entity", change.entity())
            .bind("body", change.body())
            .bind("now", Timestamp.from(now))
            .add();
      }
      batch.execute();
      handle.execute(
          "update server.webhook set %1$s = ? where %1$s < ?".formatted(about.seen()), last, last);
    });
  }

  /** The oldest waiting delivery of each webhook and entity, if its time has come. */
  List<Delivery> due(Instant now, int limit) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "select * from (select distinct on (d.webhook, d.about, d.entity) d.*, w.url, w.secret"
                    + " from server.webhook_delivery d join server.webhook w on w.id ="
                    + " d.webhook where d.dead is null order by d.webhook, d.about, d.entity, d.change)"
                    + " oldest where due <= :now order by change limit :limit")
            .bind("now", Timestamp.from(now))
            .bind("limit", limit)
            .map((row, _) -> read(row))
            .list());
  }

  /** When the next delivery is due. */
  Optional<Instant> nextDue() {
    return jdbi.withHandle(handle ->
            handle
                .createQuery(
                    "select min(due) from (select distinct on (webhook, about, entity) due from"
                        + " server.webhook_delivery where dead is null order by webhook,"
                        + " about, entity, change) oldest")
                .mapTo(Timestamp.class)
                .findOne())
        .map(Timestamp::toInstant);
  }

  void delivered(Delivery delivery) {
    jdbi.useHandle(handle ->
        handle.execute(
            "delete from server.webhook_delivery where webhook = ? and about = ? and change = ?",
            delivery.webhook(),
            delivery.about().word(),
            delivery.change()));
  }

  void failed(Delivery delivery, String error, Instant due, Optional<Instant> dead) {
    jdbi.useHandle(handle ->
        handle.execute(
            "update server.webhook_delivery set attempts = attempts + 1, last_error = ?, due = ?,"
                + " dead = ? where webhook = ? and about = ? and change = ?",
            error,
            Timestamp.from(due),
            dead.map(Timestamp::from).orElse(null),
            delivery.webhook(),
            delivery.about().word(),
            delivery.change()));
  }

  /** A dead letter, for people to see. */
  record DeadLetter(
      String webhook,
      String about,
      long change,
      String entity,
      int attempts,
      String error,
      Instant dead) {}

  List<DeadLetter> listDead(int limit) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "select * from server.webhook_delivery where dead is not null"
                    + " order by dead desc, change limit :limit")
            .bind("limit", limit)
            .map((row, _) ->
                new DeadLetter(
                    row.getString("webhook"),
                    row.getString("about"),
                    row.getLong("change"),
                    row.getString("entity"),
                    row.getInt("attempts"),
                    row.getString("last_error"),
                    row.getTimestamp("dead").toInstant()))
            .list());
  }

  /** Puts the dead letters of a webhook back on their way. */
  int revive(String webhook, Instant now) {
    return jdbi.withHandle(handle ->
        handle.execute(
            "update server.webhook_delivery set dead = null, attempts = 0, created = ?, due = ?"
                + " where webhook = ? and dead is not null",
            Timestamp.from(now),
            Timestamp.from(now),
            webhook));
  }

  /** How many deliveries wait, and since when the oldest does. */
  record Waiting(long count, Optional<Instant> oldest) {}

  Waiting waiting() {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "select count(*) c, min(created) o from server.webhook_delivery where dead is"
                    + " null")
            .map((row, _) ->
                new Waiting(
                    row.getLong("c"),
                    Optional.ofNullable(row.getTimestamp("o")).map(Timestamp::toInstant)))
            .one());
  }

  /** How many deliveries were given up. */
  long dead() {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("select count(*) from server.webhook_delivery where dead is not null")
            .mapTo(Long.class)
            .one());
  }

  private static Delivery read(ResultSet row) throws SQLException {
    return new Delivery(
        row.getString("webhook"),
        URI.create(row.getString("url")),
        row.getBytes("secret"),
        About.ofWord(row.getString("about")),
        row.getLong("change"),
        row.getString("entity"),
        row.getString("body"),
        row.getInt("attempts"),
        row.getTimestamp("created").toInstant());
  }
}

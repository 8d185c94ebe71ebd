package io.hedgerow.ledger.decision;

import io.hedgerow.ledger.audit.Digest;
import io.hedgerow.ledger.database.Copy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** SQL of the decision table, inside a transaction of the caller. */
public final class DecisionTable {
  /** Everything {@link #stored} reads. */
  static final String STORED =
      "d.seq, d.received, d.decided, d.content_hash, d.event, d.decision, d.took_us";

  private final Handle handle;

  public DecisionTable(Handle handle) {
    this.handle = handle;
  }

  /** Those of the decisions that are already kept. */
  public Map<UUID, StoredDecision> find(Collection<UUID> ids) {
    Map<UUID, StoredDecision> found = new HashMap<>();
    handle
        .createQuery("select d.id, " + STORED + " from decision d where d.id = any(:ids)")
        .bindArray("ids", UUID.class, ids)
        .map((row, _) -> Map.entry(row.getObject("id", UUID.class), stored(row)))
        .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
    return found;
  }

  /** Adds rows in order, the first at that sequence number. */
  public void add(List<DecisionRow> rows, long first, Instant now) {
    record Numbered(long sequence, DecisionRow row) {}
    record Tag(String tag, long sequence) {}
    List<Numbered> numbered = new ArrayList<>(rows.size());
    List<Tag> tags = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      long sequence = first + i;
      numbered.add(new Numbered(sequence, rows.get(i)));
      rows.get(i).tags().forEach(tag -> tags.add(new Tag(tag, sequence)));
    }
    Copy.into(
        handle,
        "decision",
        "seq, id, type, verdict, review, actor, subject, time, received, decided, pack,"
            + " content_hash, event, decision, took_us",
        numbered,
        n -> n.row().columns(n.sequence(), now));
    Copy.into(handle, "decision_tag", "tag, seq", tags, t -> new Object[] {t.tag(), t.sequence()});
  }

  /** Adds rows to a digest as {@link #digestStored} will find them. */
  public static void digest(Digest digest, List<DecisionRow> rows, long first, Instant now) {
    for (int i = 0; i < rows.size(); i++) {
      rows.get(i).digest(digest, first + i, now);
    }
  }

  /**
   * Adds the kept rows of that range to a digest.
   *
   * @return how many there are
   */
  public long digestStored(Digest digest, long first, long last) {
    if (last < first) {
      return 0;
    }
    return handle
        .createQuery("select * from decision where seq between :first and :last order by seq")
        .bind("first", first)
        .bind("last", last)
        .setFetchSize(500)
        .reduceResultSet(
            0L,
            (count, row, _) -> {
              digestRow(digest, row);
              return count + 1;
            });
  }

  private static void digestRow(Digest digest, ResultSet row) throws SQLException {
    DecisionRow.digest(
        digest,
        row.getLong("seq"),
        row.getObject("id", UUID.class),
        row.getString("type"),
        row.getString("verdict"),
        row.getBoolean("review"),
        Optional.ofNullable(row.getString("actor")),
        Optional.ofNullable(row.getString("subject")),
        instant(row, "time"),
        instant(row, "received"),
        instant(row, "decided"),
        row.getString("pack"),
        row.getBytes("content_hash"),
        row.getString("event"),
        row.getString("decision"));
  }

  /** Reads a row that has at least the columns of {@link #STORED}. */
  public static StoredDecision stored(ResultSet row) throws SQLException {
    return new StoredDecision(
        row.getLong("seq"),
        instant(row, "received"),
        instant(row, "decided"),
        HexFormat.of().formatHex(row.getBytes("content_hash")),
        row.getString("event"),
        row.getString("decision"),
        Optional.ofNullable(row.getObject("took_us", Long.class))
            .map(micros -> Duration.ofNanos(micros * 1_000)));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}

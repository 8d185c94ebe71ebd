package io.hedgerow.ledger;

import io.hedgerow.ledger.audit.AuditEntry;
import io.hedgerow.ledger.audit.AuditEntry.Range;
import io.hedgerow.ledger.audit.AuditTable;
import io.hedgerow.ledger.audit.Digest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jdbi.v3.core.Handle;

/**
 * One write's turn: a transaction that holds the head row, so that it alone writes now. It hands
 * out the next numbers and closes with one entry in the audit chain. Used by one thread.
 */
final class Turn {
  private final Handle handle;
  private final Instant now;
  private final Head head;
  private long decisions;
  private long labels;
  private long changes;

  private Turn(Handle handle, Instant now, Head head) {
    this.handle = handle;
    this.now = now;
    this.head = head;
    decisions = head.decisions();
    labels = head.labels();
    changes = head.changes();
  }

  private record Head(
      long decisions, long labels, long changes, long audits, byte[] hash, Instant writtenAt) {}

  /** Waits for its turn; time never goes backwards from one turn to the next. */
  static Turn begin(Handle handle, Instant clock) {
    Head head =
        handle.createQuery("select * from head for update").map((row, _) -> head(row)).one();
    return new Turn(handle, clock.isAfter(head.writtenAt()) ? clock : head.writtenAt(), head);
  }

  private static Head head(ResultSet row) throws SQLException {
    return new Head(
        row.getLong("decisions"),
        row.getLong("labels"),
        row.getLong("changes"),
        row.getLong("audits"),
        row.getBytes("hash"),
        row.getObject("written_at", OffsetDateTime.class).toInstant());
  }

  Handle handle() {
    return handle;
  }

  Instant now() {
    return now;
  }

  /** The first of that many sequence numbers. */
  long takeDecisions(int count) {
    long first = decisions + 1;
    decisions += count;
    return first;
  }

  long takeLabel() {
    return ++labels;
  }

  /** The newest label so far. */
  long lastLabel() {
    return labels;
  }

  long takeChange() {
    return ++changes;
  }

  /**
   * Ends the turn.
   *
   * @param detail JSON of what was written beside decisions and labels
   * @param rows digest over the decisions and labels that were added
   */
  void close(String kind, String author, String detail, Digest rows) {
    AuditEntry entry =
        AuditEntry.link(
            head.audits() + 1,
            now,
            kind,
            author,
            new Range(head.decisions() + 1, decisions),
            new Range(head.labels() + 1, labels),
            detail,
            rows.take(),
            head.hash());
    // One statement for both rows: a turn is as slow as its round trips.
    AuditTable.insert(
            handle,
            entry,
            "update head set decisions = :decisions, labels = :labels, changes = :changes,"
                + " audits = :seq, hash = :hash, written_at = :at")
        .bind("decisions", decisions)
        .bind("labels", labels)
        .bind("changes", changes)
        .execute();
  }
}

package io.hedgerow.ledger.audit;

import io.hedgerow.ledger.audit.AuditEntry.Range;
import io.hedgerow.ledger.database.Copy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** SQL of the audit chain, inside a transaction of the caller. */
public final class AuditTable {
  private final Handle handle;

  public AuditTable(Handle handle) {
    this.handle = handle;
  }

  public void add(AuditEntry entry) {
    Copy.into(
        handle,
        "audit",
        "seq, at, kind, author, first_decision, last_decision, first_label, last_label, detail,"
            + " digest, previous, hash",
        List.of(entry),
        e ->
            new Object[] {
              e.sequence(),
              e.at(),
              e.kind(),
              e.author(),
              e.decisions().first(),
              e.decisions().last(),
              e.labels().first(),
              e.labels().last(),
              e.detail(),
              e.digest(),
              e.previous(),
              e.hash()
            });
  }

  /** The newest entries before that one, newest first. */
  public List<AuditEntry> before(long sequence, int limit) {
    return handle
        .createQuery("select * from audit where seq < :seq order by seq desc limit :limit")
        .bind("seq", sequence)
        .bind("limit", limit)
        .map((row, _) -> entry(row))
        .list();
  }

  static AuditEntry entry(ResultSet row) throws SQLException {
    return new AuditEntry(
        row.getLong("seq"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("kind"),
        row.getString("author"),
        new Range(row.getLong("first_decision"), row.getLong("last_decision")),
        new Range(row.getLong("first_label"), row.getLong("last_label")),
        row.getString("detail"),
        row.getBytes("digest"),
        row.getBytes("previous"),
        row.getBytes("hash"));
  }
}

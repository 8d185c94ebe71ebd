package io.hedgerow.ledger.audit;

import io.hedgerow.ledger.audit.AuditEntry.Range;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** SQL of the audit chain, inside a transaction of the caller. */
public final class AuditTable {
  private final Handle handle;

  public AuditTable(Handle handle) {
    this.handle = handle;
  }

  /**
   * An update that also adds the entry.
   *
   * @param update SQL that may use the entry's columns as parameters
   */
  public static Update insert(Handle handle, AuditEntry entry, String update) {
    return handle
        .createUpdate(
            "with entry as (insert into audit(seq, at, kind, author, first_decision,"
                + " last_decision, first_label, last_label, detail, digest, previous, hash)"
                + " values (:seq, :at, :kind, :author, :firstDecision, :lastDecision,"
                + " :firstLabel, :lastLabel, :detail, :digest, :previous, :hash)) "
                + update)
        .bind("seq", entry.sequence())
        .bind("at", OffsetDateTime.ofInstant(entry.at(), ZoneOffset.UTC))
        .bind("kind", entry.kind())
        .bind("author", plain(entry.author()))
        .bind("firstDecision", entry.decisions().first())
        .bind("lastDecision", entry.decisions().last())
        .bind("firstLabel", entry.labels().first())
        .bind("lastLabel", entry.labels().last())
        .bind("detail", plain(entry.detail()))
        .bind("digest", entry.digest())
        .bind("previous", entry.previous())
        .bind("hash", entry.hash());
  }

  /** PostgreSQL cannot hold NUL; the digest reads it as U+FFFD too. */
  private static String plain(String text) {
    return text.replace('\0', '\uFFFD');
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

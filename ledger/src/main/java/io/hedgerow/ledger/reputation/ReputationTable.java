package io.hedgerow.ledger.reputation;

import io.hedgerow.engine.decision.SourceKind;
import io.hedgerow.ledger.enforcement.Ranking.SourceName;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** SQL of reputations, inside a transaction of the caller. */
public final class ReputationTable {
  private final Handle handle;

  public ReputationTable(Handle handle) {
    this.handle = handle;
  }

  public void add(Reputation reputation, String author) {
    handle.execute(
        "insert into reputation (kind, source, value, upheld, overturned, author, reason, at,"
            + " label) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        reputation.source().kind().name(),
        reputation.source().id(),
        reputation.value(),
        reputation.upheld(),
        reputation.overturned(),
        author,
        reputation.reason(),
        OffsetDateTime.ofInstant(reputation.at(), ZoneOffset.UTC),
        reputation.label());
  }

  /** All that were ever written, oldest first. */
  public List<Reputation> all() {
    return handle
        .createQuery("select * from reputation order by id")
        .map((row, _) ->
            new Reputation(
                new SourceName(SourceKind.valueOf(row.getString("kind")), row.getString("source")),
                row.getDouble("value"),
                row.getInt("upheld"),
                row.getInt("overturned"),
                row.getString("reason"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getLong("label")))
        .list();
  }
}

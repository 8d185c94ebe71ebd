package io.hedgerow.ledger.enforcement;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** SQL of the rankings that were set, inside a transaction of the caller. */
public final class RankingTable {
  private final Handle handle;

  public RankingTable(Handle handle) {
    this.handle = handle;
  }

  /** The newest, as {@link Ranking#text} wrote it; empty while it never was another than usual. */
  public Optional<String> newest() {
    return handle
        .createQuery("select content from ranking order by id desc limit 1")
        .mapTo(String.class)
        .findOne();
  }

  public void add(String content, Instant at) {
    handle
        .createUpdate("insert into ranking (content, at) values (:content, :at)")
        .bind("content", content)
        .bind("at", OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
        .execute();
  }

  /** The newest, if not everything has been looked at again since. */
  public Optional<Long> notReconsidered() {
    return handle
        .createQuery(
            "select id from ranking where id = (select max(id) from ranking)"
                + " and id not in (select ranking from reranked)")
        .mapTo(Long.class)
        .findOne();
  }

  /** Everything has been looked at under that ranking. */
  public void reconsidered(long ranking, Instant at) {
    handle
        .createUpdate("insert into reranked (ranking, at) values (:id, :at) on conflict do nothing")
        .bind("id", ranking)
        .bind("at", OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
        .execute();
  }
}

package io.hedgerow.ledger.decision;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * How many decisions had each verdict within one stretch of event time.
 *
 * @param from when the stretch begins
 */
public record VerdictCounts(Instant from, long allow, long limit, long hold, long block) {
  private static final int STRETCHES = 90;
  private static final int SHORTEST_SECONDS = 60;

  /**
   * Stretches of equal length, oldest first, those without a decision left out.
   *
   * @param newest how many decisions to look at, which bounds the work however busy the ledger is
   */
  public static List<VerdictCounts> of(Handle handle, int newest) {
    return handle
        .createQuery(
            "with newest as (select time, verdict from decision"
                + " where seq > (select decisions from head) - :newest),"
                + " step as (select greatest(:shortest, ceil(extract(epoch from"
                + " max(time) - min(time)) / :stretches / 60) * 60) s from newest)"
                + " select to_timestamp(floor(extract(epoch from time) / s) * s) m,"
                + " count(*) filter (where verdict = 'allow') a,"
                + " count(*) filter (where verdict = 'limit') l,"
                + " count(*) filter (where verdict = 'hold') h,"
                + " count(*) filter (where verdict = 'block') b"
                + " from newest, step group by 1 order by 1")
        .bind("shortest", SHORTEST_SECONDS)
        .bind("stretches", STRETCHES)
        .bind("newest", newest)
        .map((row, _) ->
            new VerdictCounts(
                row.getObject("m", OffsetDateTime.class).toInstant(),
                row.getLong("a"),
                row.getLong("l"),
                row.getLong("h"),
                row.getLong("b")))
        .list();
  }
}

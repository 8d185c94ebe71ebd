package io.hedgerow.review.quality;

import static io.hedgerow.engine.json.CanonicalJson.members;

import io.hedgerow.ledger.Ledger;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** How much of each queue is looked at for quality. Every change is in the audit chain. */
public final class QualityRates {
  private final Jdbi jdbi;
  private final Ledger ledger;

  QualityRates(Jdbi jdbi, Ledger ledger) {
    this.jdbi = jdbi;
    this.ledger = ledger;
  }

  /**
   * Of one queue.
   *
   * @param golden share of the cases handed out that are golden ones, [0, 0.5]
   * @param second share of the decisions that somebody else takes again, [0, 1]
   */
  public record Rate(String queue, double golden, double second) {
    public Rate {
      if (!(golden >= 0 && golden <= 0.5)) {
        throw new IllegalArgumentException("golden must be in [0, 0.5], was " + golden);
      }
      if (!(second >= 0 && second <= 1)) {
        throw new IllegalArgumentException("second must be in [0, 1], was " + second);
      }
    }
  }

  /** Nothing is looked at until somebody says so. */
  static Rate of(Handle handle, String queue) {
    return handle
        .createQuery("select * from review.quality_rate where queue = :queue")
        .bind("queue", queue)
        .map((row, _) -> new Rate(queue, row.getDouble("golden"), row.getDouble("second")))
        .findOne()
        .orElseGet(() -> new Rate(queue, 0, 0));
  }

  /** Every queue that somebody has said something about. */
  public List<Rate> list() {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("select * from review.quality_rate order by queue")
            .map((row, _) ->
                new Rate(row.getString("queue"), row.getDouble("golden"), row.getDouble("second")))
            .list());
  }

  public void put(Rate rate, String author) {
    ledger.note(
        "quality rate set",
        author,
        members("queue", rate.queue(), "golden", rate.golden(), "second", rate.second()),
        handle ->
            handle.execute(
                "insert into review.quality_rate(queue, golden, second) values (?, ?, ?)"
                    + " on conflict (queue) do update set golden = excluded.golden,"
                    + " second = excluded.second",
                rate.queue(),
                rate.golden(),
                rate.second()));
  }

  /** How many labels of each source and policy are drawn a day for people to check; 0 for none. */
  public int auditsADay() {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("select size from review.audit_plan")
            .mapTo(Integer.class)
            .findOne()
            .orElse(0));
  }

  public void auditADay(int size, String author) {
    if (size < 0 || size > 1_000) {
      throw new IllegalArgumentException("audits a day must be in [0, 1000], was " + size);
    }
    ledger.note(
        "audit size set",
        author,
        members("size", (long) size),
        handle ->
            handle.execute(
                "insert into review.audit_plan(size) values (?)"
                    + " on conflict (one) do update set size = excluded.size",
                size));
  }
}

package io.hedgerow.review;

import io.hedgerow.review.view.Views;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Forgets what is kept for a time only: who was shown what, and what stood under what. Once a day,
 * a page of each at a time. Used by one thread.
 */
public final class Retention {
  /** Exposure is counted over a day and answers are compared over months; less would blind both. */
  public static final Duration LEAST = Duration.ofDays(30);

  private static final String DAY = "retention day";
  private static final int PAGE = 10_000;

  private final Jdbi jdbi;
  private final Views views;
  private final Keep keep;
  private final InstantSource clock;

  /**
   * How long.
   *
   * @param views who was shown what
   * @param threads which content stands under which, counted from when it was said
   */
  public record Keep(Duration views, Duration threads) {
    public Keep {
      if (views.compareTo(LEAST) < 0 || threads.compareTo(LEAST) < 0) {
        throw new IllegalArgumentException(
            "views and threads must be kept for at least " + LEAST.toDays() + " days");
      }
    }
  }

  public Retention(Jdbi jdbi, Views views, Keep keep, InstantSource clock) {
    this.jdbi = jdbi;
    this.views = views;
    this.keep = keep;
    this.clock = clock;
  }

  /** Forgets a page of what is due today; true when there may be more. */
  public boolean follow() {
    Instant now = clock.instant();
    long day = now.atOffset(ZoneOffset.UTC).toLocalDate().toEpochDay();
    if (jdbi.withHandle(handle -> Position.of(handle, DAY)) >= day) {
      return false;
    }
    int threads = jdbi.inTransaction(handle -> forgetThreads(handle, now.minus(keep.threads())));
    if (threads == PAGE) {
      return true;
    }
    views.forget(now.minus(keep.views()));
    jdbi.useTransaction(handle -> Position.move(handle, DAY, day));
    return false;
  }

  /** Rows of decisions that are older; the oldest stand at the table's beginning. */
  private static int forgetThreads(Handle handle, Instant before) {
    return handle
        .createUpdate(
            "delete from review.thread where ctid = any(array(select ctid from review.thread"
                + " where decision <= :last limit :page))")
        .bind("last", lastBefore(handle, before))
        .bind("page", PAGE)
        .execute();
  }

  /** The newest decision before that time, found by halving: they are numbered in order of time. */
  private static long lastBefore(Handle handle, Instant before) {
    long low = 0;
    long high = handle.createQuery("select decisions from head").mapTo(Long.class).one();
    while (low < high) {
      long middle = high - (high - low) / 2;
      if (isBefore(handle, middle, before)) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private static boolean isBefore(Handle handle, long decision, Instant before) {
    return handle
        .createQuery("select decided < :before from decision where seq = :seq")
        .bind("before", before.atOffset(ZoneOffset.UTC))
        .bind("seq", decision)
        .mapTo(Boolean.class)
        .findOne()
        .orElse(true);
  }
}

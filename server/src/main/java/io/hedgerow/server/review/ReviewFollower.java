package io.hedgerow.server.review;

import io.hedgerow.review.Retention;
import io.hedgerow.review.Review;
import io.hedgerow.server.pace.PacedWork;
import java.time.Duration;

/** Lets the review module follow the ledger beside the events. One thread steps. */
public final class ReviewFollower implements PacedWork.Step {
  /** How often it looks: a case should be there when a reviewer asks for the next. */
  public static final Duration PAUSE = Duration.ofMillis(500);

  private final Review review;
  private final Retention retention;
  private final Runnable news;
  private long told;

  /**
   * @param news run when there are statements to pass on
   */
  public ReviewFollower(Review review, Retention retention, Runnable news) {
    this.review = review;
    this.retention = retention;
    this.news = news;
  }

  @Override
  public boolean run() {
    boolean more = review.follow() | retention.follow();
    long last = review.appeals().lastStatement();
    if (last > told) {
      told = last;
      news.run();
    }
    return more;
  }
}

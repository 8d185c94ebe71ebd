package io.hedgerow.server.review;

import io.hedgerow.review.Retention;
import io.hedgerow.review.Review;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets the review module follow the ledger, several times a second, beside the events. */
public final class ReviewFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReviewFollower.class);
  private static final Duration STEP = Duration.ofMillis(500);

  private final Review review;
  private final Retention retention;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("review").unstarted(this::run);

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

  public void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!stopped.await(STEP.toMillis(), TimeUnit.MILLISECONDS)) {
        step();
      }
    } catch (InterruptedException _) {
      // nobody interrupts it; close() counts the latch down
    }
  }

  private void step() {
    try {
      boolean more = true;
      while (more && stopped.getCount() > 0) {
        more = review.follow() | retention.follow();
      }
      long last = review.appeals().lastStatement();
      if (last > told) {
        told = last;
        news.run();
      }
    } catch (RuntimeException failure) {
      LOG.warn("cases wait: {}", cause(failure));
    }
  }

  /** What the deepest cause says in its first line: the others quote SQL with people's content. */
  private static String cause(Throwable failure) {
    Throwable deepest = failure;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return deepest.getClass().getSimpleName()
        + ": "
        + String.valueOf(deepest.getMessage()).lines().findFirst().orElse("");
  }

  /** Never interrupts: that would break the database connection under its feet. */
  @Override
  public void close() throws InterruptedException {
    stopped.countDown();
    thread.join(Duration.ofSeconds(5));
  }
}

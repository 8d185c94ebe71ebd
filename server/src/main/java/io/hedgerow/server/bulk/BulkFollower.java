package io.hedgerow.server.bulk;

import io.hedgerow.review.bulk.BulkWork;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries bulk actions out beside the events, a page at a time, and begins them when it is time.
 */
final class BulkFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BulkFollower.class);
  private static final Duration STEP = Duration.ofMillis(250);

  private final BulkWork work;
  private final Runnable afterChange;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("bulk").unstarted(this::run);

  /**
   * @param afterChange tells whoever passes changes of enforcement on
   */
  BulkFollower(BulkWork work, Runnable afterChange) {
    this.work = work;
    this.afterChange = afterChange;
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!stopped.await(STEP.toMillis(), TimeUnit.MILLISECONDS)) {
        workThrough();
      }
    } catch (InterruptedException _) {
      // nobody interrupts it; close() counts the latch down
    }
  }

  private void workThrough() {
    try {
      while (stopped.getCount() > 0 && work.step()) {
        afterChange.run();
      }
    } catch (RuntimeException failure) {
      LOG.warn("bulk actions wait: {}", failure.getMessage());
    }
  }

  /** Never interrupts: that would break the database connection under its feet. */
  @Override
  public void close() throws InterruptedException {
    stopped.countDown();
    thread.join(Duration.ofSeconds(5));
  }
}

package io.hedgerow.server.bank;

import io.hedgerow.server.bank.DecisionFollower.Noted;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the ledger once a second, beside the events: notes who carries what, stops floods, and
 * spreads judgements of pictures.
 */
public final class BankFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BankFollower.class);
  private static final Duration STEP = Duration.ofSeconds(1);

  private final DecisionFollower decisions;
  private final FloodGuard floods;
  private final ImageSpread spread;
  private final Runnable afterWrites;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("banks").unstarted(this::run);

  /**
   * @param afterWrites told when labels were written
   */
  BankFollower(
      DecisionFollower decisions, FloodGuard floods, ImageSpread spread, Runnable afterWrites) {
    this.decisions = decisions;
    this.floods = floods;
    this.spread = spread;
    this.afterWrites = afterWrites;
  }

  public void start() {
    thread.start();
  }

  private void run() {
    try {
      learn();
      while (!stopped.await(STEP.toMillis(), TimeUnit.MILLISECONDS)) {
        step();
      }
    } catch (InterruptedException _) {
      // nobody interrupts it; close() counts the latch down
    }
  }

  private void learn() {
    try {
      spread.learnJudged();
    } catch (RuntimeException failure) {
      LOG.warn("judged pictures are not looked for until the next start: {}", failure.getMessage());
    }
  }

  private void step() {
    try {
      boolean more = true;
      while (more && stopped.getCount() > 0) {
        Noted noted = decisions.step();
        floods.look(noted.matched(), noted.newest());
        spread.takeUpCarriers(noted.images());
        more = noted.more();
      }
      while (spread.takeUpLabels()) {
        // page by page
      }
      spread.seekAltered();
      if (spread.settle()) {
        afterWrites.run();
      }
    } catch (RuntimeException failure) {
      LOG.warn("banks wait: {}", failure.getMessage());
    }
  }

  /** Never interrupts: that would break the database connection under its feet. */
  @Override
  public void close() throws InterruptedException {
    stopped.countDown();
    thread.join(Duration.ofSeconds(5));
  }
}

package io.hedgerow.server;

import io.hedgerow.ledger.Ledger;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends timed enforcement when its time has come: asks the ledger every second. */
final class Ticker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);
  private static final Duration STEP = Duration.ofSeconds(1);

  private final Ledger ledger;
  private final Runnable afterChange;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("ticker").unstarted(this::run);

  Ticker(Ledger ledger, Runnable afterChange) {
    this.ledger = ledger;
    this.afterChange = afterChange;
  }

  void start() {
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
      if (ledger.advance() > 0) {
        afterChange.run();
      }
    } catch (RuntimeException failure) {
      LOG.warn("timed enforcement waits: {}", failure.getMessage());
    }
  }

  /** Never interrupts: that would break the database connection under its feet. */
  @Override
  public void close() throws InterruptedException {
    stopped.countDown();
    thread.join(Duration.ofSeconds(5));
  }
}

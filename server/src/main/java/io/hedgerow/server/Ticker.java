package io.hedgerow.server;

import io.hedgerow.ledger.Ledger;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends timed enforcement when its time has come: asks the ledger every second. */
final class Ticker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);
  private static final Duration STEP = Duration.ofSeconds(1);

  private final Ledger ledger;
  private final Runnable afterChange;
  private final Thread thread = Thread.ofVirtual().name("ticker").unstarted(this::run);

  Ticker(Ledger ledger, Runnable afterChange) {
    this.ledger = ledger;
    this.afterChange = afterChange;
  }

  void start() {
    thread.start();
  }

  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(STEP);
        if (ledger.advance() > 0) {
          afterChange.run();
        }
      } catch (InterruptedException _) {
        return;
      } catch (RuntimeException failure) {
        LOG.warn("timed enforcement waits: {}", failure.getMessage());
      }
    }
  }

  @Override
  public void close() throws InterruptedException {
    thread.interrupt();
    thread.join(Duration.ofSeconds(5));
  }
}

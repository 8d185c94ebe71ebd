package io.hedgerow.server.pack;

import io.hedgerow.ledger.Ledger;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at everything that has a label again after a pack with other policies became active, in the
 * background: what is in force follows the new policies within minutes, also on what nobody touches
 * any more. A stop in the middle is made good at the next start. Thread-safe.
 */
public final class Reconsiderations implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Reconsiderations.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Ledger ledger;
  private final Runnable afterChange;
  private final ExecutorService one =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("reconsider").factory());
  private volatile boolean stopping;

  public Reconsiderations(Ledger ledger, Runnable afterChange) {
    this.ledger = ledger;
    this.afterChange = afterChange;
  }

  /** Does what is due, soon; nothing when nothing is. */
  public void begin() {
    one.execute(this::run);
  }

  private void run() {
    try {
      long looked = ledger.reconsider(() -> stopping);
      if (looked > 0) {
        LOG.info("{} entities were looked at again under the active pack", looked);
        afterChange.run();
      }
    } catch (RuntimeException failure) {
      LOG.warn(
          "labels could not all be looked at under the new pack, the next start goes on: {}",
          failure.getMessage());
    }
  }

  /** Never interrupts: that would break the database connection under its feet. */
  @Override
  public void close() throws InterruptedException {
    stopping = true;
    one.shutdown();
    one.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }
}

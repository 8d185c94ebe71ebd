package io.hedgerow.server.measure;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes figures at the start and every hour. */
public final class Publisher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
  private static final Duration STEP = Duration.ofHours(1);

  private final Registry registry;
  private final InstantSource clock;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("publisher").unstarted(this::run);

  public Publisher(Registry registry, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
  }

  public void start() {
    thread.start();
  }

  private void run() {
    try {
      do {
        step();
      } while (!stopped.await(STEP.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException _) {
      // nobody interrupts it; close() counts the latch down
    }
  }

  private void step() {
    try {
      registry.publish(clock.instant());
    } catch (RuntimeException failure) {
      LOG.warn("figures wait for the next hour: {}", failure.getMessage());
    }
  }

  /** Never interrupts: that would break the database connection under its feet. */
  @Override
  public void close() throws InterruptedException {
    stopped.countDown();
    thread.join(Duration.ofSeconds(20));
  }
}

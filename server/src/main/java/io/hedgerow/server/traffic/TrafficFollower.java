package io.hedgerow.server.traffic;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts and judges traffic every few seconds, and tells logs, metrics and webhooks. */
public final class TrafficFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TrafficFollower.class);
  private static final Duration STEP = Duration.ofSeconds(5);

  private final Traffic traffic;
  private final Runnable news;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("traffic").unstarted(this::run);
  private volatile long recent;

  /**
   * @param news run when there are new alarms to pass on
   */
  public TrafficFollower(Traffic traffic, Runnable news) {
    this.traffic = traffic;
    this.news = news;
  }

  public void start() {
    thread.start();
  }

  /** Alarms raised in the last day. */
  public long recent() {
    return recent;
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
        more = traffic.follow();
      }
      if (stopped.getCount() > 0) {
        List<TrafficAlarm> alarms = traffic.look();
        alarms.forEach(alarm -> LOG.warn("traffic: {}", alarm.words()));
        if (!alarms.isEmpty()) {
          news.run();
        }
        recent = traffic.recent();
      }
    } catch (RuntimeException failure) {
      LOG.warn("traffic waits: {}", failure.getMessage());
    }
  }

  /** Never interrupts: that would break the database connection under its feet. */
  @Override
  public void close() throws InterruptedException {
    stopped.countDown();
    thread.join(Duration.ofSeconds(20));
  }
}

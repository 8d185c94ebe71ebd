package io.hedgerow.server.source;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts and watches sources every few seconds, and tells metrics which have moved. */
public final class SourceFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SourceFollower.class);
  private static final Duration STEP = Duration.ofSeconds(2);

  /** Steps between two looks at all sources, which read every audit: about a minute. */
  private static final int LOOK = 30;

  private final Sources sources;
  private final SourceAlarms alarms;
  private final InstantSource clock;
  private final Runnable news;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("sources").unstarted(this::run);
  private volatile int moved;

  /**
   * @param news run when there are new alarms to pass on
   */
  public SourceFollower(Sources sources, SourceAlarms alarms, InstantSource clock, Runnable news) {
    this.sources = sources;
    this.alarms = alarms;
    this.clock = clock;
    this.news = news;
  }

  public void start() {
    thread.start();
  }

  /** How many sources had moved at the last look. */
  public int moved() {
    return moved;
  }

  private void run() {
    try {
      for (int step = 0; !stopped.await(STEP.toMillis(), TimeUnit.MILLISECONDS); step++) {
        step(step % LOOK == 0);
      }
    } catch (InterruptedException _) {
      // nobody interrupts it; close() counts the latch down
    }
  }

  private void step(boolean look) {
    try {
      boolean more = true;
      while (more && stopped.getCount() > 0) {
        more = sources.follow();
      }
      if (look) {
        look();
      }
    } catch (RuntimeException failure) {
      LOG.warn("sources wait: {}", failure.getMessage());
    }
  }

  private void look() {
    var now = sources.moved();
    if (alarms.raise(now, clock.instant()) > 0) {
      news.run();
    }
    if (now.size() > moved) {
      now.forEach((source, what) ->
          LOG.warn("{} {} on {}: {}", source.kindWord(), source.name(), source.policy(), what));
    }
    moved = now.size();
  }

  /** Never interrupts: that would break the database connection under its feet. */
  @Override
  public void close() throws InterruptedException {
    stopped.countDown();
    thread.join(Duration.ofSeconds(20));
  }
}

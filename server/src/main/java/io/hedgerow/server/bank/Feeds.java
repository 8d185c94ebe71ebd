package io.hedgerow.server.bank;

import io.hedgerow.server.bank.FeedReader.Synced;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the exchanges that the operator named, each as often as it says. Thread-safe. */
public final class Feeds implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Feeds.class);
  private static final long STEP_SECONDS = 5;

  private final List<Feed> feeds;
  private final FeedReader reader;
  private final InstantSource clock;
  private final Map<Feed, Instant> due = new HashMap<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().daemon().name("feeds").unstarted(this::run);

  Feeds(List<Feed> feeds, FeedReader reader, InstantSource clock) {
    this.feeds = List.copyOf(feeds);
    this.reader = reader;
    this.clock = clock;
  }

  /** Without feeds nothing is ever asked. */
  public void start() {
    if (!feeds.isEmpty()) {
      thread.start();
    }
  }

  private void run() {
    try {
      do {
        for (Feed feed : feeds) {
          Instant now = clock.instant();
          if (!due.getOrDefault(feed, now).isAfter(now)) {
            due.put(feed, now.plus(feed.every()));
            read(feed);
          }
        }
      } while (!stopped.await(STEP_SECONDS, TimeUnit.SECONDS));
    } catch (InterruptedException _) {
      // close() waits no longer
    }
  }

  private void read(Feed feed) throws InterruptedException {
    try {
      Synced synced = reader.read(feed);
      if (!synced.complete()) {
        LOG.warn("feed {} stopped early: {}", feed.source(), synced.faults().getLast());
      }
    } catch (RuntimeException failure) {
      LOG.warn("feed {} waits: {}", feed.source(), failure.getMessage());
    }
  }

  /** Names of the sources that a bank follows. */
  public List<String> sources(String bank) {
    return feeds.stream().filter(feed -> feed.bank().equals(bank)).map(Feed::source).toList();
  }

  /** Takes up now what the bank's exchanges have; what each did, by source. */
  Map<String, Synced> sync(String bank) throws InterruptedException {
    Map<String, Synced> done = new java.util.LinkedHashMap<>();
    for (Feed feed : new ArrayList<>(feeds)) {
      if (feed.bank().equals(bank)) {
        done.put(feed.source(), reader.read(feed));
      }
    }
    return done;
  }

  @Override
  public void close() throws InterruptedException {
    stopped.countDown();
    if (thread.isAlive() && !thread.join(java.time.Duration.ofSeconds(5))) {
      thread.interrupt();
    }
  }
}

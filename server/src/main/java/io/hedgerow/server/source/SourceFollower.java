package io.hedgerow.server.source;

import io.hedgerow.server.pace.PacedWork;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts and watches sources, and tells metrics which have moved. One thread steps. */
public final class SourceFollower implements PacedWork.Step {
  /** How often it counts. */
  public static final Duration PAUSE = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(SourceFollower.class);

  /** Pauses between two looks at all sources, which read every audit: about a minute. */
  private static final int LOOK = 30;

  private final Sources sources;
  private final SourceAlarms alarms;
  private final InstantSource clock;
  private final Runnable news;
  private int pauses;
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

  /** How many sources had moved at the last look. */
  public int moved() {
    return moved;
  }

  @Override
  public boolean run() {
    if (sources.follow()) {
      return true;
    }
    if (pauses++ % LOOK == 0) {
      look();
    }
    return false;
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
}

package io.hedgerow.server.traffic;

import io.hedgerow.server.pace.PacedWork;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts and judges traffic, and tells logs, metrics and webhooks. One thread steps. */
public final class TrafficFollower implements PacedWork.Step {
  /** How often it looks. */
  public static final Duration PAUSE = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(TrafficFollower.class);

  private final Traffic traffic;
  private final Runnable news;
  private volatile long recent;

  /**
   * @param news run when there are new alarms to pass on
   */
  public TrafficFollower(Traffic traffic, Runnable news) {
    this.traffic = traffic;
    this.news = news;
  }

  /** Alarms raised in the last day. */
  public long recent() {
    return recent;
  }

  @Override
  public boolean run() {
    if (traffic.follow()) {
      return true;
    }
    List<TrafficAlarm> alarms = traffic.look();
    alarms.forEach(alarm -> LOG.warn("traffic: {}", alarm.words()));
    if (!alarms.isEmpty()) {
      news.run();
    }
    recent = traffic.recent();
    return false;
  }
}

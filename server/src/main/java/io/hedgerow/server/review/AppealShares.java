package io.hedgerow.server.review;

import io.hedgerow.measurement.Interval;
import io.hedgerow.measurement.prevalence.Wilson;
import io.hedgerow.review.appeal.AppealStatistics.Line;
import java.time.Duration;
import java.util.Optional;

/**
 * Shares of objections, with Wilson's interval. They say what comes of objections, not how often
 * decisions are wrong: who objects is no random sample of who was restricted.
 */
public final class AppealShares {
  /** How far back is looked when nobody says. */
  public static final Duration PERIOD = Duration.ofDays(90);

  private static final double LEVEL = 0.95;

  private AppealShares() {}

  /** A share in [0, 1] with its 95% interval. */
  public record Share(double value, Interval interval) {}

  /** Of the objections that were answered, those that changed something; empty when none was. */
  public static Optional<Share> changed(Line line) {
    long decided = line.decided();
    if (decided == 0) {
      return Optional.empty();
    }
    double share = (double) (line.overturned() + line.modified()) / decided;
    return Optional.of(new Share(share, Wilson.interval(share, decided, LEVEL)));
  }
}

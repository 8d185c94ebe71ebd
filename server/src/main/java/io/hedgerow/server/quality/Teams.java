package io.hedgerow.server.quality;

import io.hedgerow.review.Review;
import io.hedgerow.review.quality.Ratings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Reads what the team's numbers are made from. Thread-safe. */
public final class Teams {
  /** Over which time numbers are made. */
  public static final Duration PERIOD = Duration.ofDays(90);

  private final Review review;
  private final InstantSource clock;

  Teams(Review review, InstantSource clock) {
    this.review = review;
    this.clock = clock;
  }

  /** The last {@link #PERIOD}. */
  public Team recent() {
    Instant since = clock.instant().minus(PERIOD);
    Ratings ratings = review.quality().ratings();
    return new Team(ratings.since(since), ratings.known(since), ratings.work(since));
  }
}

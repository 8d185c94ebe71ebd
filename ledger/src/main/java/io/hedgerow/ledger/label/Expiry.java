package io.hedgerow.ledger.label;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When a label stops counting. */
public final class Expiry {
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  private Expiry() {}

  /**
   * The moment that long after the time; what would lie beyond the year 9999, which neither JSON
   * times nor databases can say, never comes.
   */
  public static Optional<Instant> of(Instant time, Optional<Duration> lasts) {
    return lasts
        .filter(duration -> duration.compareTo(Duration.between(time, LATEST)) < 0)
        .map(time::plus);
  }

  /** As {@link #of}, with the end of the year 9999 for never. */
  public static Instant atLatest(Instant time, Duration lasts) {
    return of(time, Optional.of(lasts)).orElse(LATEST);
  }
}

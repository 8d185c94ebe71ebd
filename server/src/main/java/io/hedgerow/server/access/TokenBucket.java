package io.hedgerow.server.access;

import java.time.Duration;
import java.util.Optional;

/** Lets a steady rate through, and short bursts. Thread-safe. */
final class TokenBucket {
  private final double perNano;
  private final double burst;
  private double tokens;
  private long last;

  /**
   * @param perSecond steady rate
   * @param burst how many may come at once
   * @param now nanoseconds, as later calls give them
   */
  TokenBucket(double perSecond, double burst, long now) {
    this.perNano = perSecond / 1e9;
    this.burst = burst;
    this.tokens = burst;
    this.last = now;
  }

  /** Takes one; when there is none, says how long until there is. */
  synchronized Optional<Duration> take(long now) {
    tokens = Math.min(burst, tokens + Math.max(0, now - last) * perNano);
    last = now;
    if (tokens >= 1) {
      tokens -= 1;
      return Optional.empty();
    }
    return Optional.of(Duration.ofNanos((long) Math.ceil((1 - tokens) / perNano)));
  }
}

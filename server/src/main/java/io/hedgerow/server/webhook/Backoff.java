package io.hedgerow.server.webhook;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait after a failed attempt: doubling up to an hour, each time by a random half. */
record Backoff(Duration first) {
  private static final Duration LONGEST = Duration.ofHours(1);

  /**
   * @param failures made so far, from 1
   * @return between half and all of {@code first × 2^(failures-1)}, so that receivers that come
   *     back are not met by everybody at once
   */
  Duration after(int failures, RandomGenerator random) {
    double full =
        Math.min(LONGEST.toMillis(), first.toMillis() * Math.pow(2, Math.min(40, failures - 1)));
    return Duration.ofMillis((long) (full * (0.5 + random.nextDouble() / 2)));
  }
}

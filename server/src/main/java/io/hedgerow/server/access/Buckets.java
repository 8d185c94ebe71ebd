package io.hedgerow.server.access;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A token bucket for each of many subjects; those asked for longest ago are forgotten. */
final class Buckets {
  private static final int REMEMBERED = 20_000;

  private final Map<String, TokenBucket> buckets =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TokenBucket> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** Takes one; when there is none, says how long until there is. */
  synchronized Optional<Duration> take(String subject, double perSecond, double burst) {
    long now = System.nanoTime();
    return buckets.computeIfAbsent(subject, _ -> new TokenBucket(perSecond, burst, now)).take(now);
  }
}

package io.hedgerow.engine.trail;

import java.time.Duration;
import java.util.List;

/**
 * What one trail keeps.
 *
 * @param limit entities a key may have
 * @param fingerprint changes whenever what is left on the trail changes; what was kept is taken
 *     over only by a trail that is equal in everything but its takers
 * @param takers names of the labels that take from it; at most {@link #MOST_TAKERS}
 */
public record TrailSpec(
    String name, Duration window, int limit, long fingerprint, List<String> takers) {
  /** Two marks for each taker fit into a {@code long}. */
  public static final int MOST_TAKERS = 32;

  public TrailSpec {
    takers = List.copyOf(takers);
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1, was " + limit);
    }
    if (takers.size() > MOST_TAKERS) {
      throw new IllegalArgumentException(
          "a trail can have " + MOST_TAKERS + " takers, were " + takers.size());
    }
  }

  /** Whether what the other kept is what this one would have kept. */
  boolean keepsAs(TrailSpec other) {
    return name.equals(other.name)
        && window.equals(other.window)
        && limit == other.limit
        && fingerprint == other.fingerprint;
  }
}

package io.hedgerow.engine.counter;

import io.hedgerow.engine.pack.CounterDefinition.Aggregation;
import java.time.Duration;

/**
 * What one counter keeps.
 *
 * @param fingerprint changes whenever what is fed to the counter changes; a snapshot's values are
 *     taken over only by a counter that is equal in everything
 */
public record CounterSpec(String name, Aggregation aggregation, Duration window, long fingerprint) {
  static final int STEPS = 60;

  public CounterSpec {
    if (window.toMillis() < STEPS) {
      throw new IllegalArgumentException("window must be at least 60 ms, was " + window);
    }
  }

  /** Length of a step in milliseconds, rounded down. */
  long step() {
    return window.toMillis() / STEPS;
  }
}

package io.hedgerow.simulator.replay;

import io.hedgerow.engine.event.Event;
import java.util.Optional;

/** What came of one recorded line. */
public sealed interface Replayed {

  /**
   * An event.
   *
   * @param violates what the record says about it; empty when it says nothing
   */
  record Known(Event event, Optional<Boolean> violates) implements Replayed {}

  /**
   * Not an event.
   *
   * @param where the member, or the place in the line
   * @param message what was wrong
   */
  record Refused(String where, String message) implements Replayed {}
}

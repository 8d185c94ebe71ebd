package io.hedgerow.ledger.decision;

import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.decision.DecisionJson;
import io.hedgerow.engine.event.Event;
import io.hedgerow.engine.event.EventReader;
import io.hedgerow.engine.event.EventReading;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A decision as it is kept.
 *
 * @param sequence its place in engine order, from 1, without gaps
 * @param received when Hedgerow first saw the event
 * @param decided when it was committed
 * @param contentHash SHA-256 of what the event says, in hex
 * @param eventJson the event, as CloudEvents JSON
 * @param decisionJson the decision, byte for byte as it was answered
 * @param took how long the engine thought; empty when that was not measured
 */
public record StoredDecision(
    long sequence,
    Instant received,
    Instant decided,
    String contentHash,
    String eventJson,
    String decisionJson,
    Optional<Duration> took) {

  /** The decision, read. */
  public Decision decision() {
    return DecisionJson.read(decisionJson);
  }

  /** The event, read, with the time it was received. */
  public Event event() {
    return switch (new EventReader().read(eventJson)) {
      case EventReading.Accepted(Event e) ->
          new Event(e.key(), e.type(), e.time(), received, e.data());
      case EventReading.Rejected rejected ->
          throw new IllegalStateException(
              "stored event " + sequence + " cannot be read: " + rejected.message());
    };
  }
}

package io.hedgerow.server.intake;

import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.event.Event;
import java.time.Duration;
import java.util.Optional;

/** What becomes of an event that was taken in. */
public sealed interface Answer {

  /**
   * It is decided and committed.
   *
   * @param event as decided: with the time it was first received
   * @param repeat true when this event had been decided before, and this is that decision again
   * @param took how long the engine thought when it decided; empty for decisions from before that
   *     was kept
   */
  record Decided(Event event, Decision decision, boolean repeat, Optional<Duration> took)
      implements Answer {}

  /** Its source and id were used before for something else. */
  record Conflict(String decision) implements Answer {}

  /** It was decided, but the ledger refuses it for good; nothing of it is kept. */
  record NotKept(String reason) implements Answer {}

  /** The server stops before it could be committed; the sender should send it again. */
  record Stopped() implements Answer {}
}

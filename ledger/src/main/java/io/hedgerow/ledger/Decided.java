package io.hedgerow.ledger;

import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.event.Event;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An event with its decision, on its way into the ledger.
 *
 * @param visibleBefore labels from outside that the engine took up right before deciding it ({@code
 *     CurrentLabels.takeUp})
 * @param took how long the engine thought; empty when nobody measured it
 */
public record Decided(
    Event event, Decision decision, List<Long> visibleBefore, Optional<Duration> took) {
  public Decided {
    visibleBefore = List.copyOf(visibleBefore);
  }

  public Decided(Event event, Decision decision, List<Long> visibleBefore) {
    this(event, decision, visibleBefore, Optional.empty());
  }

  public Decided(Event event, Decision decision) {
    this(event, decision, List.of());
  }
}

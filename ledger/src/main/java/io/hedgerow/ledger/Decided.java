package io.hedgerow.ledger;

import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.event.Event;
import java.util.List;

/**
 * An event with its decision, on its way into the ledger.
 *
 * @param visibleBefore labels from outside that the engine took up right before deciding it ({@code
 *     CurrentLabels.takeUp})
 */
public record Decided(Event event, Decision decision, List<Long> visibleBefore) {
  public Decided {
    visibleBefore = List.copyOf(visibleBefore);
  }

  public Decided(Event event, Decision decision) {
    this(event, decision, List.of());
  }
}

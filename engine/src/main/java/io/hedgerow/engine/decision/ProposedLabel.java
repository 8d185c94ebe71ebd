package io.hedgerow.engine.decision;

import io.hedgerow.engine.event.EntityId;
import java.time.Duration;
import java.util.Optional;

/**
 * A label a rule asks for. It becomes a label only when the ledger commits it; one from a rule that
 * is not live for this event ({@code effective} false) is recorded with the decision and never
 * does.
 *
 * @param confidence probability in [0, 1] that the entity breaks the policy, as the rule claims
 * @param rule the rule that proposed it
 * @param lasts how long the label counts; empty means until negated
 */
public record ProposedLabel(
    EntityId entity,
    String policy,
    double confidence,
    String rule,
    String reason,
    Optional<Duration> lasts,
    boolean effective) {
  public ProposedLabel {
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("confidence must be in [0, 1], was " + confidence);
    }
  }
}

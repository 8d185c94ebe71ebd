package io.hedgerow.ledger;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.ledger.enforcement.Enforcement;
import java.util.Optional;

/**
 * What a write would lead to on one entity if it were done now.
 *
 * @param owner who bears the entity's strikes; empty when nobody is known to own it
 */
public record Foreseen(
    EntityId entity, Optional<EntityId> owner, Enforcement before, Enforcement after) {

  /** True when a product would have to do something. */
  public boolean changes() {
    return !after.sameEffect(before);
  }
}

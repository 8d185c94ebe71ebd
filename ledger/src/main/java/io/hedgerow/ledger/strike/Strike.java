package io.hedgerow.ledger.strike;

import io.hedgerow.engine.event.EntityId;
import java.time.Instant;

/**
 * What one violation costs the owner of the entity. However many labels say so, an entity costs its
 * owner one strike of a policy until that strike expires.
 *
 * @param entity that broke the policy
 * @param owner who bears it; the entity itself when that is an account
 * @param weight strikes it counts for, at least 1
 * @param since when the first label that leads to it was written
 * @param expires when it stops counting
 * @param label that first label
 */
public record Strike(
    EntityId entity,
    String policy,
    EntityId owner,
    int weight,
    Instant since,
    Instant expires,
    long label) {

  /** True while it counts. */
  public boolean counts(Instant at) {
    return !at.isBefore(since) && at.isBefore(expires);
  }
}

package io.hedgerow.engine;

import io.hedgerow.engine.event.EntityId;
import java.time.Instant;

/**
 * What the ledger knows of entities: what {@code has_label(entity, policy)} may ask, and whom
 * machines do not act on. Implementations must answer without blocking.
 */
@FunctionalInterface
public interface LabelView {

  /** Knows of no label. */
  LabelView NONE = (_, _, _) -> false;

  /**
   * True when a label of the policy, neither expired nor negated, is on the entity at that time.
   */
  boolean hasLabel(EntityId entity, String policy, Instant at);

  /** True when people decide on what this entity does, and machines may only ask them. */
  default boolean trusted(EntityId entity) {
    return false;
  }
}

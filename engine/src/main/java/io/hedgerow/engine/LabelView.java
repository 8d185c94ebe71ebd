package io.hedgerow.engine;

import io.hedgerow.engine.event.EntityId;
import java.time.Instant;

/** What {@code has_label(entity, policy)} may ask. Implementations must answer without blocking. */
@FunctionalInterface
public interface LabelView {

  /** Knows of no label. */
  LabelView NONE = (_, _, _) -> false;

  /**
   * True when a label of the policy, neither expired nor negated, is on the entity at that time.
   */
  boolean hasLabel(EntityId entity, String policy, Instant at);
}

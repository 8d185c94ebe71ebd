package io.hedgerow.ledger.label;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.ledger.label.Label.Says;
import java.time.Duration;
import java.util.Optional;

/**
 * A judgement from outside the engine: of a person, a model, a bank, a report.
 *
 * @param policy its id; one that the active pack does not have is kept and has no effect
 * @param confidence probability in [0, 1] that the judgement is right; 1 for people
 * @param lasts how long it counts; empty means until negated
 */
public record LabelWrite(
    EntityId entity,
    String policy,
    Says says,
    Source source,
    double confidence,
    String reason,
    Optional<Duration> lasts) {
  public LabelWrite {
    if (policy.isEmpty() || policy.length() > 100) {
      throw new IllegalArgumentException(
          "policy must have 1 to 100 characters, had " + policy.length());
    }
    if (source.id().isEmpty() || source.id().length() > 200) {
      throw new IllegalArgumentException(
          "source id must have 1 to 200 characters, had " + source.id().length());
    }
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("confidence must be in [0, 1], was " + confidence);
    }
    if (says instanceof Says.Negates && lasts.isPresent()) {
      throw new IllegalArgumentException("a negation cannot expire; negate it to end it");
    }
    if (lasts.filter(duration -> duration.isNegative() || duration.isZero()).isPresent()) {
      throw new IllegalArgumentException(
          "a label must last longer than nothing, was " + lasts.get());
    }
  }
}

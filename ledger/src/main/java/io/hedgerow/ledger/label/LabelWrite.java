package io.hedgerow.ledger.label;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.policy.Action;
import io.hedgerow.ledger.label.Label.Says;
import java.time.Duration;
import java.util.Optional;

/**
 * A judgement from outside the engine: of a person, a model, a bank, a report.
 *
 * @param policy its id; one that the active pack does not have is kept and has no effect
 * @param confidence probability in [0, 1] that the judgement is right; 1 for people
 * @param lasts how long it counts; empty means until negated
 * @param action what is to be in force instead of what the policy says; only people say so, and
 *     only of a breach
 */
public record LabelWrite(
    EntityId entity,
    String policy,
    Says says,
    Source source,
    double confidence,
    String reason,
    Optional<Duration> lasts,
    Optional<Action> action) {
  public LabelWrite {
    if (action.isPresent() && !(source.kind().human() && says instanceof Says.Violates)) {
      throw new IllegalArgumentException(
          "only a person who says that a policy is broken says what is done instead");
    }
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

  /** A judgement that leads to what its policy says. */
  public LabelWrite(
      EntityId entity,
      String policy,
      Says says,
      Source source,
      double confidence,
      String reason,
      Optional<Duration> lasts) {
    this(entity, policy, says, source, confidence, reason, lasts, Optional.empty());
  }

  /**
   * What the write says, for telling a repeat from another; without an action it reads as it did
   * before labels had one, so that writes kept by earlier versions are still known.
   */
  @Override
  public String toString() {
    return "LabelWrite[entity=%s, policy=%s, says=%s, source=%s, confidence=%s, reason=%s, lasts=%s%s]"
        .formatted(
            entity,
            policy,
            says,
            source,
            confidence,
            reason,
            lasts,
            action.map(instead -> ", action=" + instead).orElse(""));
  }
}

package io.hedgerow.ledger.decision;

import io.hedgerow.engine.decision.Verdict;
import io.hedgerow.engine.event.EntityId;
import java.time.Instant;
import java.util.Optional;

/**
 * Which decisions to list; what is empty does not narrow.
 *
 * @param policy proposed by a rule, in any stage
 * @param rule that fired, in any stage
 * @param entity actor or subject of the event
 * @param from earliest event time
 * @param to event time before which
 */
public record DecisionFilter(
    Optional<String> type,
    Optional<String> policy,
    Optional<String> rule,
    Optional<Verdict> verdict,
    Optional<EntityId> entity,
    Optional<Instant> from,
    Optional<Instant> to) {

  /** Every decision. */
  public static final DecisionFilter ALL =
      new DecisionFilter(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public DecisionFilter withType(String wanted) {
    return new DecisionFilter(Optional.of(wanted), policy, rule, verdict, entity, from, to);
  }

  public DecisionFilter withPolicy(String wanted) {
    return new DecisionFilter(type, Optional.of(wanted), rule, verdict, entity, from, to);
  }

  public DecisionFilter withRule(String wanted) {
    return new DecisionFilter(type, policy, Optional.of(wanted), verdict, entity, from, to);
  }

  public DecisionFilter withVerdict(Verdict wanted) {
    return new DecisionFilter(type, policy, rule, Optional.of(wanted), entity, from, to);
  }

  public DecisionFilter withEntity(EntityId wanted) {
    return new DecisionFilter(type, policy, rule, verdict, Optional.of(wanted), from, to);
  }

  public DecisionFilter between(Instant earliest, Instant before) {
    return new DecisionFilter(
        type, policy, rule, verdict, entity, Optional.of(earliest), Optional.of(before));
  }
}

package io.hedgerow.engine.decision;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.event.EventKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The engine's answer to one event. The same pack, events and order give equal decisions, and byte
 * for byte equal JSON; how long it took is therefore kept beside it, not in it.
 *
 * @param verdict the hardest verdict of the effective fired rules
 * @param withheld what the verdict would have been, had actor or subject not been trusted
 * @param review true when an effective rule asks for a person, or a label is below what its policy
 *     lets a machine act on
 * @param labels proposed, in rule order, effective or not
 * @param fired every rule that fired, in every stage, in pack order
 * @param skipped rules that could not be evaluated, and why
 * @param signals what the rules could see beside the event: {@code counter.links_by_actor_1h} and
 *     so on, with the value each had; with the event and the pack version this re-creates any trace
 * @param packVersion hash of the pack's content
 */
public record Decision(
    EventKey event,
    String type,
    Instant time,
    Optional<EntityId> actor,
    Optional<EntityId> subject,
    Verdict verdict,
    Optional<Verdict> withheld,
    boolean review,
    List<ProposedLabel> labels,
    List<FiredRule> fired,
    List<SkippedRule> skipped,
    List<Defect> defects,
    Map<String, Object> signals,
    String packVersion) {
  public Decision {
    labels = List.copyOf(labels);
    fired = List.copyOf(fired);
    skipped = List.copyOf(skipped);
    defects = List.copyOf(defects);
  }

  /**
   * Names the decision: derived from the event's key alone, so that asking again names the same.
   * Computed anew at each call.
   */
  public String id() {
    return DecisionId.of(event);
  }
}

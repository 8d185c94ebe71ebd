package io.hedgerow.engine.pack;

import io.hedgerow.engine.decision.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A condition over one event and its signals, and what is proposed when it holds.
 *
 * @param on event types it looks at
 * @param when CEL condition of type bool
 * @param labels proposed, in order
 * @param verdict the hardest of {@code limit}, {@code hold}, {@code block} in {@code then}; {@code
 *     ALLOW} when there is none
 * @param review true when {@code then} has {@code review}
 * @param reason template: text with {@code {counter.NAME}}-style CEL in braces
 * @param quota effects it may have in a day before its breaker trips; empty means the ledger's
 *     default
 */
public record Rule(
    String id,
    List<String> on,
    Expression when,
    List<RuleLabel> labels,
    Verdict verdict,
    boolean review,
    Stage stage,
    Expression reason,
    Optional<Integer> quota,
    SourceSpan span) {
  public Rule {
    on = List.copyOf(on);
    labels = List.copyOf(labels);
  }

  /** The same rule in another stage. */
  public Rule in(Stage other) {
    return new Rule(id, on, when, labels, verdict, review, other, reason, quota, span);
  }

  /**
   * A label the rule proposes.
   *
   * @param target which entity: the event's subject, its actor, or one made from an expression
   * @param lasts how long it counts; empty means until negated
   */
  public record RuleLabel(
      String policy, double confidence, Target target, Optional<Duration> lasts) {}

  /** Where a label goes. */
  public sealed interface Target {
    /** {@code on: subject}, the default. */
    record Subject() implements Target {}

    /** {@code on: actor}. */
    record Actor() implements Target {}

    /** {@code on: "domain:event.link_domain"}: a kind, and a CEL string for the id. */
    record Computed(String kind, Expression id) implements Target {}

    /** {@code on: trail.NAME}: everything on that trail that the label has not reached yet. */
    record Trail(String name) implements Target {}
  }
}

package io.hedgerow.engine.decision;

import io.hedgerow.engine.pack.Stage;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A rule whose condition held. Its trace is written when it is first asked for: deciding is on the
 * way of every event, and most traces are never looked at. Immutable, and equal where everything in
 * it is.
 */
public final class FiredRule {
  private final String rule;
  private final Stage stage;
  private final boolean effective;
  private final Verdict verdict;
  private final boolean review;
  private final String reason;

  /** What writes the trace, and from then on the trace: one field, so that threads may race. */
  private Object seen;

  /**
   * @param effective false in shadow, and in canary for actors outside the share
   * @param verdict what it asked for; {@code ALLOW} when it only labels
   * @param review true when it asks for a person
   * @param reason its reason text with the values filled in
   * @param seen gives the trace, always the same
   */
  public FiredRule(
      String rule,
      Stage stage,
      boolean effective,
      Verdict verdict,
      boolean review,
      String reason,
      Supplier<Trace> seen) {
    this.rule = rule;
    this.stage = stage;
    this.effective = effective;
    this.verdict = verdict;
    this.review = review;
    this.reason = reason;
    this.seen = seen;
  }

  public String rule() {
    return rule;
  }

  public Stage stage() {
    return stage;
  }

  public boolean effective() {
    return effective;
  }

  public Verdict verdict() {
    return verdict;
  }

  public boolean review() {
    return review;
  }

  public String reason() {
    return reason;
  }

  /** Its condition with every sub-condition's value. */
  public Trace trace() {
    Object known = seen;
    if (known instanceof Supplier<?> writer) {
      known = writer.get();
      seen = known;
    }
    return (Trace) known;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FiredRule that
        && rule.equals(that.rule)
        && stage.equals(that.stage)
        && effective == that.effective
        && verdict == that.verdict
        && review == that.review
        && reason.equals(that.reason)
        && trace().equals(that.trace());
  }

  @Override
  public int hashCode() {
    return Objects.hash(rule, stage, effective, verdict, review, reason);
  }

  @Override
  public String toString() {
    return "FiredRule[%s, %s, effective=%s, %s, review=%s, %s, %s]"
        .formatted(rule, stage, effective, verdict, review, reason, trace());
  }
}

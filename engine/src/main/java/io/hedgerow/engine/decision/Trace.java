package io.hedgerow.engine.decision;

import java.util.List;
import java.util.Optional;

/**
 * Why a condition came out as it did: one node for each sub-condition, with what it saw. A node
 * with neither value nor missing name nor error is one that only a signal could tell which the
 * decision did not need: nothing is computed for showing.
 *
 * @param expression the source text of the sub-condition
 * @param value what it evaluated to, as CEL would print it; empty when it could not be evaluated
 * @param missing the name that was absent ({@code event.link}), when that is why
 * @param error what else went wrong (overflow, a type that did not fit)
 */
public record Trace(
    String expression,
    Optional<String> value,
    Optional<String> missing,
    Optional<String> error,
    List<Trace> children) {
  public Trace {
    children = List.copyOf(children);
  }

  /** True when it reads a signal that the decision did without. */
  public boolean unneeded() {
    return value.isEmpty() && missing.isEmpty() && error.isEmpty();
  }
}

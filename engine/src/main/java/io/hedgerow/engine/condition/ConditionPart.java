package io.hedgerow.engine.condition;

import java.util.List;

/**
 * A sub-condition as source text, with the ones inside it: the shape that a trace of the condition
 * has, without values.
 *
 * @param conjunction true when it holds only if all of {@code parts} do
 */
public record ConditionPart(String expression, boolean conjunction, List<ConditionPart> parts) {
  public ConditionPart {
    parts = List.copyOf(parts);
  }

  /** What must all hold: its parts when it is a conjunction, else itself. */
  public List<ConditionPart> conjuncts() {
    return conjunction ? parts : List.of(this);
  }
}

package io.hedgerow.engine.compiler;

import io.hedgerow.engine.condition.Condition;
import io.hedgerow.engine.condition.Scope;

/** What every class is that evaluates the parts of a rule's trace. */
abstract class TraceCode implements Condition.Parts {

  /** The value of a part, or the outcome that stands in its place. */
  @Override
  public abstract Object value(int part, Scope scope);
}

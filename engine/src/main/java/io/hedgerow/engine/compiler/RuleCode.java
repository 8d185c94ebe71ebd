package io.hedgerow.engine.compiler;

import io.hedgerow.engine.condition.Scope;

/** What every compiled class is: the rules of one event type and the parts they share. */
abstract class RuleCode implements Scope.Computation {
  static final int NOT_HELD = 0;
  static final int HELD = 1;

  /** It could not be told; {@link Scope#error} says why. */
  static final int FAILED = 2;

  /** Evaluates a rule by its place. */
  abstract int rule(int rule, Scope scope);
}

package io.hedgerow.engine.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.Optional;

/** A type-checked CEL expression whose value is wanted: a counter's key, a part of a reason. */
public final class ValueExpression {
  private final CelRuntime.Program program;

  ValueExpression(CelAbstractSyntaxTree ast, CelRuntime runtime) {
    program = ConditionCompiler.program(runtime, ast);
  }

  /** Empty when something it needs is absent or went wrong. */
  public Optional<Object> evaluate(Scope scope) {
    try {
      return Optional.of(
          program.eval(name -> Optional.of(scope.root(name)), new LabelFunction(scope)));
    } catch (CelEvaluationException | RuntimeException _) {
      return Optional.empty();
    }
  }
}

package io.hedgerow.engine.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.Map;
import java.util.Optional;

/**
 * A type-checked CEL expression, or a part of one, and the interpreter that can run it.
 *
 * @param ast as the author wrote it; its maps of types and references are those of the whole
 */
public record Checked(CelAbstractSyntaxTree ast, CelRuntime runtime) {

  /** A node of this tree as an expression of its own. */
  public Checked part(CelExpr expr) {
    return new Checked(
        CelAbstractSyntaxTree.newCheckedAst(
            expr, ast.getSource(), ast.getReferenceMap(), ast.getTypeMap()),
        runtime);
  }

  /** True for a root such as {@code event}, where no macro's variable hides it. */
  public boolean isRoot(CelExpr expr) {
    return QualifiedNames.isRoot(ast, expr);
  }

  /** True for {@code cel.bind}, which is parsed to a loop. */
  public static boolean isBind(CelExpr.CelComprehension fold) {
    return QualifiedNames.isBind(fold);
  }

  /** Makes a program for the interpreter; the checker has seen that it can be made. */
  public Interpreted interpreted() {
    try {
      return new Interpreted(runtime.createProgram(QualifiedNames.qualify(ast)));
    } catch (CelEvaluationException impossible) {
      throw new IllegalStateException("a checked expression must make a program", impossible);
    }
  }

  /** An expression ready for {@code dev.cel}'s interpreter. */
  public static final class Interpreted {
    private final CelRuntime.Program program;

    private Interpreted(CelRuntime.Program program) {
      this.program = program;
    }

    /** The value, or the {@link Outcome} that stands in its place when there is none. */
    public Object evaluate(Scope scope) {
      return evaluate(scope, Map.of());
    }

    /** As {@link #evaluate(Scope)}, within macros whose variables have these values. */
    public Object evaluate(Scope scope, Map<String, Object> variables) {
      try {
        Object value =
            program.eval(
                name -> {
                  Object variable = variables.get(name);
                  return Optional.of(variable == null ? scope.root() : variable);
                },
                new LabelFunction(scope));
        return value instanceof Exception failure ? Problems.of(failure) : value;
      } catch (CelEvaluationException | RuntimeException failure) {
        return Problems.of(failure);
      }
    }
  }
}

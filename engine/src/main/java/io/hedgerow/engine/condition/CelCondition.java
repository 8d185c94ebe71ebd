package io.hedgerow.engine.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelSelect;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import io.hedgerow.engine.condition.Outcome.Truth;
import io.hedgerow.engine.decision.Trace;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A condition evaluated by {@code dev.cel}'s interpreter. */
final class CelCondition implements Condition {
  private static final Set<String> SIGNAL_ROOTS = Set.of("counter", "score", "match");

  private final CelAbstractSyntaxTree ast;
  private final CelRuntime runtime;
  private final CelRuntime.Program program;
  private final Set<String> signals;

  /** Made when first asked for, as most conditions are never traced. */
  private @Nullable TraceTree tree;

  CelCondition(CelAbstractSyntaxTree ast, CelRuntime runtime) {
    this.ast = ast;
    this.runtime = runtime;
    this.program = ConditionCompiler.program(runtime, ast);
    this.signals = signals(ast);
  }

  private static Set<String> signals(CelAbstractSyntaxTree ast) {
    Set<String> names = new TreeSet<>();
    CelNavigableAst.fromAst(ast)
        .getRoot()
        .allNodes()
        .filter(node -> node.getKind() == CelExpr.ExprKind.Kind.SELECT)
        .forEach(node -> {
          CelSelect select = node.expr().select();
          if (select.operand().getKind() == CelExpr.ExprKind.Kind.IDENT
              && SIGNAL_ROOTS.contains(select.operand().ident().name())) {
            names.add(select.operand().ident().name() + "." + select.field());
          }
        });
    return Set.copyOf(names);
  }

  @Override
  public Outcome evaluate(Scope scope) {
    return evaluate(program, scope) instanceof Boolean truth
        ? truth ? Truth.HELD : Truth.NOT_HELD
        : failure(program, scope);
  }

  /** The value, or the exception that stood in its place. */
  static Object evaluate(CelRuntime.Program program, Scope scope) {
    scope.misses().clear();
    try {
      return program.eval(name -> Optional.of(scope.root(name)), new LabelFunction(scope));
    } catch (CelEvaluationException | RuntimeException failure) {
      return failure;
    }
  }

  private static Outcome failure(CelRuntime.Program program, Scope scope) {
    Object failed = evaluate(program, scope);
    return scope.misses().last().isEmpty()
        ? new Outcome.Failed(reason(failed))
        : new Outcome.Missing(scope.misses().last());
  }

  static String reason(Object failed) {
    if (!(failed instanceof Exception exception)) {
      return "not a truth value";
    }
    String message = String.valueOf(exception.getMessage());
    return message.replaceFirst("^evaluation error(?: at [^:]*:[0-9]+)?: ", "");
  }

  private TraceTree tree() {
    TraceTree known = tree;
    if (known == null) {
      known = TraceTree.of(ast, runtime);
      tree = known;
    }
    return known;
  }

  @Override
  public Trace trace(Scope scope) {
    return tree().trace(scope);
  }

  @Override
  public ConditionPart outline() {
    return tree().outline();
  }

  @Override
  public Set<String> signals() {
    return signals;
  }
}

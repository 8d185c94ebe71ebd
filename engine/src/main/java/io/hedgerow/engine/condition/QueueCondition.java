package io.hedgerow.engine.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.hedgerow.engine.pack.Diagnostics;
import io.hedgerow.engine.pack.Expression;
import java.util.Map;
import java.util.Optional;

/** A type-checked CEL condition over a case, by which a queue takes it or not. Thread-safe. */
public final class QueueCondition {
  private final CelRuntime.Program program;

  private QueueCondition(CelRuntime.Program program) {
    this.program = program;
  }

  /**
   * What a queue can ask of a case.
   *
   * @param kind of its entity
   * @param event type by which the content came, such as {@code comment.created}; empty when
   *     nothing is known of it
   * @param cause why the case is there: {@code rule}, {@code unsure}, {@code parked}, {@code
   *     report}, {@code notice}, {@code sample}
   * @param language of its content, ISO 639; empty when unknown
   * @param probability that the policy is broken, [0, 1]
   * @param views expected from now on
   * @param reports how many people reported it
   */
  public record Facts(
      String policy,
      int severity,
      String kind,
      String event,
      String cause,
      String language,
      double probability,
      double views,
      int reports) {}

  /** Checks the expression. Empty, with diagnostics, when it is no condition over a case. */
  public static Optional<QueueCondition> compile(Expression expression, Diagnostics diagnostics) {
    CelValidationResult result = compiler().compile(expression.source());
    for (CelIssue issue : result.getErrors()) {
      diagnostics.error(
          expression.at(ConditionCompiler.offset(expression.source(), issue)),
          issue.getMessage(),
          "a queue can ask case.policy, case.severity, case.kind, case.event,"
              + " case.cause, case.language, case.probability, case.views, case.reports");
    }
    return result.hasError() ? Optional.empty() : Optional.of(checked(result));
  }

  private static QueueCondition checked(CelValidationResult result) {
    try {
      CelAbstractSyntaxTree tree = result.getAst();
      CelRuntime runtime =
          CelRuntimeFactory.legacyCelRuntimeBuilder().setOptions(Dialect.OPTIONS).build();
      return new QueueCondition(runtime.createProgram(tree));
    } catch (CelValidationException | CelEvaluationException impossible) {
      throw new IllegalStateException("checked without errors", impossible);
    }
  }

  private static CelCompiler compiler() {
    return CelCompilerFactory.standardCelCompilerBuilder()
        .setOptions(Dialect.OPTIONS)
        .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
        .addVar("case.policy", SimpleType.STRING)
        .addVar("case.severity", SimpleType.INT)
        .addVar("case.kind", SimpleType.STRING)
        .addVar("case.event", SimpleType.STRING)
        .addVar("case.cause", SimpleType.STRING)
        .addVar("case.language", SimpleType.STRING)
        .addVar("case.probability", SimpleType.DOUBLE)
        .addVar("case.views", SimpleType.DOUBLE)
        .addVar("case.reports", SimpleType.INT)
        .setResultType(SimpleType.BOOL)
        .build();
  }

  /** True when it holds; what cannot be evaluated does not hold. */
  public boolean holds(Facts facts) {
    try {
      return Boolean.TRUE.equals(
          program.eval(
              Map.of(
                  "case.policy", facts.policy(),
                  "case.severity", (long) facts.severity(),
                  "case.kind", facts.kind(),
                  "case.event", facts.event(),
                  "case.cause", facts.cause(),
                  "case.language", facts.language(),
                  "case.probability", facts.probability(),
                  "case.views", facts.views(),
                  "case.reports", (long) facts.reports())));
    } catch (CelEvaluationException _) {
      return false;
    }
  }
}

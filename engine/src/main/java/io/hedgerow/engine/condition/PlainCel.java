package io.hedgerow.engine.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelContainer;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.runtime.CelRuntime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * CEL as conditions have it, without a pack: the same options, macros and functions, over variables
 * of any type. For holding our CEL against the language's own conformance tests.
 */
public final class PlainCel {
  private static final CelRuntime RUNTIME = Dialect.runtime(List.of());

  private PlainCel() {}

  /** Type-checks an expression; empty when it does not check. */
  public static Optional<Checked> check(
      String source, String container, Map<String, CelType> variables) {
    CelCompilerBuilder builder = Dialect.compiler().setContainer(CelContainer.ofName(container));
    variables.forEach(builder::addVar);
    try {
      CelAbstractSyntaxTree ast = builder.build().compile(source).getAst();
      return Optional.of(new Checked(ast, RUNTIME));
    } catch (CelValidationException _) {
      return Optional.empty();
    }
  }
}

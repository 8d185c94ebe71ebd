package io.hedgerow.engine.condition;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSource;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.compiler.CelCompiler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Type-checks many expressions at once, as the elements of one list: the checker takes longer to
 * set up its functions than to check a rule. What does not check is left out; it is then checked by
 * itself, for its diagnostics.
 */
final class CheckedTogether {
  private final CelCompiler compiler;
  private final Map<String, CelAbstractSyntaxTree> checked = new HashMap<>();

  private CheckedTogether(CelCompiler compiler) {
    this.compiler = compiler;
  }

  /** Checked trees by source, of those without errors. */
  static Map<String, CelAbstractSyntaxTree> of(List<String> sources, CelCompiler compiler) {
    CheckedTogether together = new CheckedTogether(compiler);
    List<Parsed> parsed = new ArrayList<>();
    long next = 2;
    for (String source : sources.stream().distinct().toList()) {
      Optional<CelAbstractSyntaxTree> tree = parse(source, compiler);
      if (tree.isPresent()) {
        Renumbering renumbering = new Renumbering(next);
        CelExpr expr = renumbering.of(tree.get().getExpr());
        Map<Long, CelExpr> macros = new HashMap<>();
        tree.get()
            .getSource()
            .getMacroCalls()
            .forEach((id, call) -> macros.put(renumbering.of(id), renumbering.of(call)));
        parsed.add(new Parsed(source, expr, macros));
        next = renumbering.next();
      }
    }
    together.check(parsed);
    return together.checked;
  }

  /**
   * @param macros what was written where macros were unfolded, for showing
   */
  private record Parsed(String source, CelExpr expr, Map<Long, CelExpr> macros) {}

  private static Optional<CelAbstractSyntaxTree> parse(String source, CelCompiler compiler) {
    CelValidationResult result = compiler.parse(source);
    return result.hasError() ? Optional.empty() : ast(result);
  }

  private static Optional<CelAbstractSyntaxTree> ast(CelValidationResult result) {
    try {
      return Optional.of(result.getAst());
    } catch (CelValidationException _) {
      return Optional.empty();
    }
  }

  /** Halves what has an error in it until the error stands alone. */
  private void check(List<Parsed> parsed) {
    if (parsed.isEmpty()) {
      return;
    }
    CelSource.Builder source = CelSource.newBuilder("");
    parsed.forEach(one -> source.addAllMacroCalls(one.macros()));
    CelExpr list =
        CelExpr.ofList(
            1,
            parsed.stream().map(Parsed::expr).collect(ImmutableList.toImmutableList()),
            ImmutableList.of());
    CelValidationResult result =
        compiler.check(CelAbstractSyntaxTree.newParsedAst(list, source.build()));
    Optional<CelAbstractSyntaxTree> whole = result.hasError() ? Optional.empty() : ast(result);
    if (whole.isPresent()) {
      take(parsed, whole.get());
    } else if (parsed.size() > 1) {
      int half = parsed.size() / 2;
      check(parsed.subList(0, half));
      check(parsed.subList(half, parsed.size()));
    }
  }

  private void take(List<Parsed> parsed, CelAbstractSyntaxTree whole) {
    List<CelExpr> elements = whole.getExpr().list().elements();
    for (int i = 0; i < elements.size(); i++) {
      checked.put(
          parsed.get(i).source(),
          CelAbstractSyntaxTree.newCheckedAst(
              elements.get(i), whole.getSource(), whole.getReferenceMap(), whole.getTypeMap()));
    }
  }
}

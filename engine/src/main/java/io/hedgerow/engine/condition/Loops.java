package io.hedgerow.engine.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.CelKind;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds macros whose steps are not short: one that goes through a whole text with a pattern, for
 * each of thousands of elements, would hold the engine up for a minute. The number of steps is
 * bounded while they run ({@link Dialect#MAX_ITERATIONS}); what one of them may cost is bounded
 * here, when the pack is compiled.
 */
final class Loops {
  /** What goes through a text at tens of nanoseconds a character and more. */
  private static final Set<String> THOROUGH =
      Set.of(
          "matches",
          "match_count",
          "fold",
          "skeleton",
          "links",
          "resembles",
          "edit_distance",
          "similarity",
          "contains_any",
          "contains_word",
          "count_of",
          "base64.encode",
          "base64.decode");

  /** What gives a short text of a long one. */
  private static final Set<String> SHORTENING =
      Set.of("substring", "charAt", "host", "domain", "tld", "query_param");

  private final CelAbstractSyntaxTree ast;

  private Loops(CelAbstractSyntaxTree ast) {
    this.ast = ast;
  }

  /**
   * A call in a macro that reads a whole text of the event at each step.
   *
   * @param function what is called
   * @param id of the call
   */
  record Costly(String function, long id) {}

  /** The first there is. Lists that the author wrote out are as short as they look. */
  static Optional<Costly> find(CelAbstractSyntaxTree ast) {
    Loops loops = new Loops(ast);
    return CelNavigableAst.fromAst(ast)
        .getRoot()
        .allNodes()
        .filter(node -> node.getKind() == Kind.COMPREHENSION && !isShort(node.expr()))
        .flatMap(node ->
            Stream.of(
                node.expr().comprehension().loopStep(),
                node.expr().comprehension().loopCondition()))
        .flatMap(step -> CelNavigableExpr.fromExpr(step).allNodes())
        .filter(node -> node.getKind() == Kind.CALL && loops.isCostly(node.expr().call()))
        .map(node -> new Costly(node.expr().call().function(), node.expr().id()))
        .findFirst();
  }

  private static boolean isShort(CelExpr fold) {
    return fold.comprehension().iterRange().getKind() == Kind.LIST;
  }

  private boolean isCostly(CelCall call) {
    return THOROUGH.contains(call.function())
        && (call.target().filter(this::isLong).isPresent()
            || call.args().stream().anyMatch(this::isLong));
  }

  /** Whether a whole text of the event is in it; elements of lists are short in the sum. */
  private boolean isLong(CelExpr expr) {
    return switch (expr.getKind()) {
      case SELECT ->
          QualifiedNames.isRoot(ast, expr.select().operand())
              ? ast.getType(expr.id()).filter(t -> t.kind() == CelKind.STRING).isPresent()
              : isLong(expr.select().operand());
      case CALL ->
          !SHORTENING.contains(expr.call().function())
              && Stream.concat(expr.call().target().stream(), expr.call().args().stream())
                  .anyMatch(this::isLong);
      case LIST -> expr.list().elements().stream().anyMatch(this::isLong);
      case NOT_SET, CONSTANT, IDENT, STRUCT, MAP, COMPREHENSION -> false;
    };
  }
}

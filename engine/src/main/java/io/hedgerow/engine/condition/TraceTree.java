package io.hedgerow.engine.condition;

import dev.cel.common.CelSource;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.parser.CelUnparserFactory;
import io.hedgerow.engine.condition.Checked.Interpreted;
import io.hedgerow.engine.decision.Trace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A condition taken apart for showing: the logic down to its comparisons, and below each comparison
 * the names and calls it compares. Every part is its own program, so that all are shown, also those
 * that evaluation skipped.
 */
final class TraceTree {
  private static final Set<String> LOGIC = Set.of("_&&_", "_||_", "!_", "_?_:_");
  private static final int LONGEST_VALUE = 200;

  private final String text;
  private final boolean conjunction;
  private final Interpreted program;
  private final List<TraceTree> children;

  private TraceTree(
      String text, boolean conjunction, Interpreted program, List<TraceTree> children) {
    this.text = text;
    this.conjunction = conjunction;
    this.program = program;
    this.children = children;
  }

  static TraceTree of(Checked checked) {
    CelExpr expr = checked.ast().getExpr();
    List<TraceTree> children = new ArrayList<>();
    for (CelExpr child : parts(expr, checked.ast().getSource())) {
      children.add(of(checked.part(child)));
    }
    return new TraceTree(
        CelUnparserFactory.newUnparser().unparse(checked.ast()),
        isCall(expr, "_&&_"),
        checked.interpreted(),
        children);
  }

  /** Operands worth showing: of logic all (chains of one operator flattened), else what varies. */
  private static List<CelExpr> parts(CelExpr expr, CelSource source) {
    if (expr.getKind() != Kind.CALL || source.getMacroCalls().containsKey(expr.id())) {
      return List.of();
    }
    List<CelExpr> operands = new ArrayList<>();
    expr.call().target().ifPresent(operands::add);
    operands.addAll(expr.call().args());
    String function = expr.call().function();
    List<CelExpr> parts = new ArrayList<>();
    for (CelExpr operand : operands) {
      if (LOGIC.contains(function)) {
        flatten(operand, function, parts);
      } else if (varies(operand)) {
        parts.add(operand);
      }
    }
    return parts;
  }

  private static void flatten(CelExpr operand, String function, List<CelExpr> parts) {
    boolean same =
        (function.equals("_&&_") || function.equals("_||_")) && isCall(operand, function);
    if (same) {
      operand.call().args().forEach(inner -> flatten(inner, function, parts));
    } else {
      parts.add(operand);
    }
  }

  private static boolean isCall(CelExpr expr, String function) {
    return expr.getKind() == Kind.CALL && expr.call().function().equals(function);
  }

  private static boolean varies(CelExpr operand) {
    return switch (operand.getKind()) {
      case SELECT, COMPREHENSION -> true;
      case CALL ->
          !operand.call().function().equals("-_") || varies(operand.call().args().getFirst());
      default -> false;
    };
  }

  ConditionPart outline() {
    return new ConditionPart(text, conjunction, children.stream().map(TraceTree::outline).toList());
  }

  Trace trace(Scope scope) {
    Object value = program.evaluate(scope);
    List<Trace> below = children.stream().map(child -> child.trace(scope)).toList();
    Optional<String> none = Optional.empty();
    return switch (value) {
      case Outcome.Missing(String name) -> new Trace(text, none, Optional.of(name), none, below);
      case Outcome.Failed(String why) -> new Trace(text, none, none, Optional.of(why), below);
      default -> new Trace(text, Optional.of(show(value)), none, none, below);
    };
  }

  /** As CEL would write it, shortened. */
  static String show(Object value) {
    String text =
        switch (value) {
          case String s ->
              "\"" + s.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
          case Double d ->
              d == Math.rint(d) && Math.abs(d) < 1e15
                  ? d.toString()
                  : String.format(java.util.Locale.ROOT, "%.6g", d);
          case Instant instant -> instant.toString();
          case TermList list -> list.toString();
          case Map<?, ?> map -> "map of " + map.size();
          case Collection<?> list -> list.toString();
          default -> String.valueOf(value);
        };
    return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "…";
  }
}

package io.hedgerow.engine.condition;

import dev.cel.common.CelAbstractSyntaxTree;
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
  private final Way way;
  private final Interpreted program;
  private final List<TraceTree> children;

  private TraceTree(String text, Way way, Interpreted program, List<TraceTree> children) {
    this.text = text;
    this.way = way;
    this.program = program;
    this.children = children;
  }

  /** How a part's value is found. */
  private enum Way {
    /** From its operands, of which none may be false. */
    ALL,
    /** From its operands, of which one must be true. */
    ANY,
    /** It is a name and stands in the scope. */
    READ,
    /** By its own program. */
    RUN
  }

  static TraceTree of(Checked checked) {
    CelExpr expr = checked.ast().getExpr();
    List<TraceTree> children = new ArrayList<>();
    for (CelExpr child : parts(expr, checked.ast().getSource())) {
      children.add(of(checked.part(child)));
    }
    return new TraceTree(
        CelUnparserFactory.newUnparser().unparse(checked.ast()),
        way(checked.ast()),
        checked.interpreted(),
        children);
  }

  private static Way way(CelAbstractSyntaxTree ast) {
    CelExpr expr = ast.getExpr();
    if (isCall(expr, "_&&_")) {
      return Way.ALL;
    }
    if (isCall(expr, "_||_")) {
      return Way.ANY;
    }
    return expr.getKind() == Kind.SELECT
            && !expr.select().testOnly()
            && QualifiedNames.isRoot(ast, expr.select().operand())
        ? Way.READ
        : Way.RUN;
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
    return new ConditionPart(
        text, way == Way.ALL, children.stream().map(TraceTree::outline).toList());
  }

  Trace trace(Scope scope) {
    return evaluated(scope).trace();
  }

  /** A part's value, or the {@link Outcome} that came instead, and what there is to show of it. */
  private record Evaluated(Object value, Trace trace) {}

  private Evaluated evaluated(Scope scope) {
    List<Evaluated> below = new ArrayList<>(children.size());
    List<Trace> traces = new ArrayList<>(children.size());
    for (TraceTree child : children) {
      Evaluated part = child.evaluated(scope);
      below.add(part);
      traces.add(part.trace());
    }
    Object value = value(scope, below);
    Optional<String> none = Optional.empty();
    return new Evaluated(
        value,
        switch (value) {
          case Outcome.Missing(String name) ->
              new Trace(text, none, Optional.of(name), none, traces);
          case Outcome.Failed(String why) -> new Trace(text, none, none, Optional.of(why), traces);
          default -> new Trace(text, Optional.of(show(value)), none, none, traces);
        });
  }

  private Object value(Scope scope, List<Evaluated> below) {
    return switch (way) {
      case ALL -> logic(scope, below, false);
      case ANY -> logic(scope, below, true);
      case READ -> {
        Object value = scope.find(text);
        yield value == null ? new Outcome.Missing(text) : value;
      }
      case RUN -> program.evaluate(scope);
    };
  }

  /** One operand that decides is enough; else the leftmost that could not be told counts. */
  private Object logic(Scope scope, List<Evaluated> operands, boolean deciding) {
    Object result = !deciding;
    for (Evaluated operand : operands) {
      if (operand.value() instanceof Boolean truth) {
        if (truth == deciding) {
          return truth;
        }
      } else if (operand.value() instanceof Outcome problem) {
        result = result instanceof Outcome ? result : problem;
      } else {
        return program.evaluate(scope); // says what is wrong with an operand that is no truth value
      }
    }
    return result;
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

package io.hedgerow.engine.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSource;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.parser.CelUnparserFactory;
import io.hedgerow.engine.condition.Checked.Interpreted;
import io.hedgerow.engine.decision.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A condition taken apart for showing: the logic down to its comparisons, and below each comparison
 * the names and calls it compares. Every part is evaluated by itself, so that all are shown, also
 * those that evaluation skipped: by the interpreter, or by whoever compiled the parts.
 */
final class TraceTree {
  private static final Set<String> LOGIC = Set.of("_&&_", "_||_", "!_", "_?_:_");
  private static final Optional<String> NONE = Optional.empty();

  /** Stands for what only a signal could tell that the decision did not need. */
  private static final Outcome.Missing UNASKED = new Outcome.Missing("");

  private final String text;
  private final Way way;
  private final Checked checked;
  private final int place;
  private final List<TraceTree> children;

  /** Made when first asked for, as compiled parts do without. */
  private @Nullable Interpreted program;

  /**
   * @param place among the parts that are run
   */
  private TraceTree(String text, Way way, Checked checked, int place, List<TraceTree> children) {
    this.text = text;
    this.way = way;
    this.checked = checked;
    this.place = place;
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

  /**
   * @param run takes the parts that must be run to have their value, in order of their places
   */
  static TraceTree of(Checked checked, List<Checked> run) {
    CelExpr expr = checked.ast().getExpr();
    List<TraceTree> children = new ArrayList<>();
    for (CelExpr child : parts(expr, checked.ast().getSource())) {
      children.add(of(checked.part(child), run));
    }
    Way way = way(checked.ast());
    int place = run.size();
    if (way == Way.RUN) {
      run.add(checked);
    }
    return new TraceTree(
        CelUnparserFactory.newUnparser().unparse(checked.ast()),
        way,
        checked,
        place,
        List.copyOf(children));
  }

  private static Way way(CelAbstractSyntaxTree ast) {
    CelExpr expr = ast.getExpr();
    if (isCall(expr, "_&&_")) {
      return Way.ALL;
    }
    if (isCall(expr, "_||_")) {
      return Way.ANY;
    }
    return QualifiedNames.name(ast).isEmpty() ? Way.RUN : Way.READ;
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

  /** By the interpreter. */
  Trace trace(Scope scope) {
    return evaluated(scope, null).trace();
  }

  /** With the values of the parts that are run from elsewhere. */
  Trace trace(Scope scope, Condition.Parts parts) {
    return evaluated(scope, parts).trace();
  }

  /** A part's value, or the {@link Outcome} that came instead, and what there is to show of it. */
  private record Evaluated(Object value, Trace trace) {}

  private Evaluated evaluated(Scope scope, Condition.@Nullable Parts parts) {
    if (children.isEmpty()) {
      Object value = needed(value(scope, parts, List.of()), scope);
      return new Evaluated(value, shown(value, List.of()));
    }
    List<Evaluated> below = new ArrayList<>(children.size());
    Trace[] traces = new Trace[children.size()];
    for (int i = 0; i < traces.length; i++) {
      Evaluated part = children.get(i).evaluated(scope, parts);
      below.add(part);
      traces[i] = part.trace();
    }
    Object value = needed(value(scope, parts, below), scope);
    return new Evaluated(value, shown(value, List.of(traces)));
  }

  /** Tells what is absent from what nobody asked for. */
  private static Object needed(Object value, Scope scope) {
    return value instanceof Outcome.Missing(String name) && scope.isUnasked(name) ? UNASKED : value;
  }

  private Trace shown(Object value, List<Trace> below) {
    return switch (value) {
      case Outcome.Missing missing when missing == UNASKED ->
          new Trace(text, NONE, NONE, NONE, below);
      case Outcome.Missing(String name) -> new Trace(text, NONE, Optional.of(name), NONE, below);
      case Outcome.Failed(String why) -> new Trace(text, NONE, NONE, Optional.of(why), below);
      default -> new Trace(text, Shown.of(value), NONE, NONE, below);
    };
  }

  private Object value(Scope scope, Condition.@Nullable Parts parts, List<Evaluated> below) {
    return switch (way) {
      case ALL -> logic(scope, below, false);
      case ANY -> logic(scope, below, true);
      case READ -> {
        Object value = scope.find(text);
        yield value == null ? new Outcome.Missing(text) : value;
      }
      case RUN -> parts == null ? program().evaluate(scope) : parts.value(place, scope);
    };
  }

  private Interpreted program() {
    Interpreted known = program;
    if (known == null) {
      known = checked.interpreted();
      program = known;
    }
    return known;
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
        return program()
            .evaluate(scope); // says what is wrong with an operand that is no truth value
      }
    }
    return result;
  }
}

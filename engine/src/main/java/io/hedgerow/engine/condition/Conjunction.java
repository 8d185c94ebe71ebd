package io.hedgerow.engine.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What must all hold for a condition to hold, in the order in which it is tried: first what only
 * looks at the event, then what reads counters and labels, last what reads scores and matches;
 * within each in the order written. The order is fixed by the condition alone, so the signals that
 * a decision records are the same whoever evaluates it. Whether the condition holds does not depend
 * on the order, as CEL's {@code &&} is commutative.
 */
public final class Conjunction {

  /** What evaluating a conjunct touches; declared in the order in which they are tried. */
  public enum Reach {
    /** Only the event, so that trying it early, late or not at all leaves no trace. */
    EVENT,
    /** Counters or labels. */
    SIGNALS,
    /** Signals that cost. */
    COSTLY
  }

  /**
   * One of them.
   *
   * @param position in the condition as written, from 0
   */
  public record Conjunct(CelExpr expr, int position, Reach reach) {}

  private Conjunction() {}

  /** The conjuncts in the order in which they are tried. */
  public static List<Conjunct> of(Checked checked) {
    List<CelExpr> exprs = new ArrayList<>();
    flatten(checked.ast().getExpr(), exprs);
    List<Conjunct> conjuncts = new ArrayList<>();
    for (CelExpr expr : exprs) {
      conjuncts.add(new Conjunct(expr, conjuncts.size(), reach(checked.part(expr).ast())));
    }
    conjuncts.sort(Comparator.comparing(Conjunct::reach).thenComparing(Conjunct::position));
    return List.copyOf(conjuncts);
  }

  private static void flatten(CelExpr expr, List<CelExpr> into) {
    if (expr.getKind() == Kind.CALL && expr.call().function().equals("_&&_")) {
      expr.call().args().forEach(argument -> flatten(argument, into));
    } else {
      into.add(expr);
    }
  }

  private static Reach reach(CelAbstractSyntaxTree ast) {
    Reach reach = Reach.EVENT;
    for (String name : signals(ast)) {
      Reach here =
          name.startsWith("score.") || name.startsWith("match.") ? Reach.COSTLY : Reach.SIGNALS;
      reach = here.compareTo(reach) > 0 ? here : reach;
    }
    return reach;
  }

  /** The signals an expression can read; {@code has_label} where it asks for labels. */
  static Set<String> signals(CelAbstractSyntaxTree ast) {
    Set<String> names = new TreeSet<>();
    CelNavigableAst.fromAst(ast)
        .getRoot()
        .allNodes()
        .forEach(node -> {
          CelExpr expr = node.expr();
          if (expr.getKind() == Kind.SELECT
              && QualifiedNames.isRoot(ast, expr.select().operand())) {
            String root = expr.select().operand().ident().name();
            if (Names.SIGNALS.contains(root)) {
              names.add(root + "." + expr.select().field());
            }
          } else if (expr.getKind() == Kind.CALL
              && expr.call().function().equals(LabelFunction.NAME)) {
            names.add(LabelFunction.NAME);
          }
        });
    return names;
  }
}

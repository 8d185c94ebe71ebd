package io.hedgerow.engine.compiler;

import io.hedgerow.engine.compiler.Expr.And;
import io.hedgerow.engine.compiler.Expr.Fold;
import io.hedgerow.engine.compiler.Expr.Interpreted;
import io.hedgerow.engine.compiler.Expr.Or;
import io.hedgerow.engine.compiler.Expr.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** What can be said of an expression without running it. Pure functions. */
final class Shape {
  private Shape() {}

  /** The expressions directly inside, in the order in which they are evaluated. */
  static List<Expr> children(Expr expr) {
    return switch (expr) {
      case Expr.Constant _, Expr.Slot _, Expr.Has _, Variable _, Interpreted _ -> List.of();
      case Expr.Not(Expr operand) -> List.of(operand);
      case Expr.NotFalse(Expr operand) -> List.of(operand);
      case And(List<Expr> operands) -> operands;
      case Or(List<Expr> operands) -> operands;
      case Expr.Conditional c -> List.of(c.condition(), c.then(), c.otherwise());
      case Expr.Comparison c -> List.of(c.left(), c.right());
      case Expr.Arithmetic a -> List.of(a.left(), a.right());
      case Expr.TextTest t -> List.of(t.subject());
      case Expr.Scan s -> List.of(s.subject());
      case Expr.Scanned s -> List.of(s.scan());
      case Expr.PatternTest t -> List.of(t.subject());
      case Expr.Membership m -> List.of(m.element());
      case Expr.Call c -> c.arguments();
      case Expr.HasLabel l -> List.of(l.entity(), l.policy());
      case Expr.MakeList l -> l.elements();
      case Expr.MakeMap m -> m.entries();
      case Expr.Member m -> List.of(m.map());
      case Fold f -> List.of(f.range(), f.start(), f.condition(), f.step(), f.finish());
    };
  }

  /**
   * What evaluating it costs, in about nanoseconds on a text of 70 characters; shared parts and
   * absent names left aside. Only the order of figures matters.
   */
  static long cost(Expr expr) {
    long own =
        switch (expr) {
          case Expr.Constant _, Variable _ -> 0;
          case Expr.Slot _, Expr.Has _ -> 2;
          case Expr.Not _, Expr.NotFalse _, And _, Or _, Expr.Conditional _ -> 1;
          case Expr.Comparison _, Expr.Arithmetic _ -> 2;
          case Expr.TextTest(Expr.Place place, _, _) -> place == Expr.Place.ANYWHERE ? 30 : 8;
          case Expr.Scan _ -> 200;
          case Expr.Scanned _ -> 2;
          case Expr.PatternTest _ -> 1_000;
          case Expr.Membership _ -> 15;
          case Expr.Call(Function function, _, _) -> cost(function);
          case Expr.HasLabel _ -> 100;
          case Expr.MakeList _, Expr.MakeMap _, Expr.Member _ -> 30;
          case Interpreted _ -> 2_000;
          case Fold f -> 20 * (cost(f.condition()) + cost(f.step()) + 10);
        };
    return children(expr).stream().mapToLong(Shape::cost).sum() + own;
  }

  /** Ours walk the text; CEL's own mostly do a little with numbers. */
  private static long cost(Function function) {
    return switch (function.name()) {
      case "fold", "skeleton", "links", "resembles", "match_count", "edit_distance", "similarity" ->
          2_000;
      case "host", "domain", "tld", "path", "query_param", "is_punycode" -> 500;
      case "ratio", "least", "greatest", "absolute", "log1p" -> 30;
      default -> function.binding().getOverloadId().startsWith("hedgerow_") ? 200 : 40;
    };
  }

  /** The same expression with each expression directly inside replaced. */
  static Expr map(Expr expr, UnaryOperator<Expr> with) {
    return switch (expr) {
      case Expr.Constant _, Expr.Slot _, Expr.Has _, Variable _, Interpreted _ -> expr;
      case Expr.Not(Expr operand) -> new Expr.Not(with.apply(operand));
      case Expr.NotFalse(Expr operand) -> new Expr.NotFalse(with.apply(operand));
      case And(List<Expr> operands) -> new And(all(operands, with));
      case Or(List<Expr> operands) -> new Or(all(operands, with));
      case Expr.Conditional c ->
          new Expr.Conditional(
              with.apply(c.condition()),
              with.apply(c.then()),
              with.apply(c.otherwise()),
              c.storage());
      case Expr.Comparison c ->
          new Expr.Comparison(c.relation(), with.apply(c.left()), with.apply(c.right()), c.total());
      case Expr.Arithmetic a ->
          new Expr.Arithmetic(
              a.operation(), with.apply(a.left()), with.apply(a.right()), a.checked());
      case Expr.TextTest t -> new Expr.TextTest(t.place(), with.apply(t.subject()), t.term());
      case Expr.Scan s -> new Expr.Scan(with.apply(s.subject()), s.automaton());
      case Expr.Scanned _ -> expr;
      case Expr.PatternTest t -> new Expr.PatternTest(with.apply(t.subject()), t.pattern());
      case Expr.Membership m -> new Expr.Membership(with.apply(m.element()), m.container());
      case Expr.Call c -> new Expr.Call(c.function(), all(c.arguments(), with), c.storage());
      case Expr.HasLabel l -> new Expr.HasLabel(with.apply(l.entity()), with.apply(l.policy()));
      case Expr.MakeList l -> new Expr.MakeList(all(l.elements(), with));
      case Expr.MakeMap m -> new Expr.MakeMap(all(m.entries(), with));
      case Expr.Member m ->
          new Expr.Member(with.apply(m.map()), m.name(), m.testOnly(), m.storage());
      case Fold f ->
          new Fold(
              with.apply(f.range()),
              f.element(),
              f.result(),
              with.apply(f.start()),
              with.apply(f.condition()),
              with.apply(f.step()),
              with.apply(f.finish()),
              f.storage());
    };
  }

  private static List<Expr> all(List<Expr> exprs, UnaryOperator<Expr> with) {
    return exprs.stream().map(with).toList();
  }

  /** How many nodes it has. */
  static int nodes(Expr expr) {
    return children(expr).stream().mapToInt(Shape::nodes).sum() + 1;
  }

  /** True when it stands on its own: it reads no macro's variable and counts no macro's steps. */
  static boolean standsAlone(Expr expr) {
    return switch (expr) {
      case Variable _, Fold _ -> false;
      case Interpreted interpreted -> interpreted.variables().isEmpty();
      default -> children(expr).stream().allMatch(Shape::standsAlone);
    };
  }

  /** True when a macro is in it, whose steps are counted. */
  static boolean folds(Expr expr) {
    return expr instanceof Fold || children(expr).stream().anyMatch(Shape::folds);
  }

  /**
   * Long chains of {@code &&} and {@code ||} taken apart into chains of chains, so that no method
   * grows beyond what the JIT compiles. The leftmost failure stays the leftmost.
   */
  static List<Expr> chunked(List<Expr> operands, boolean conjunction, int size) {
    List<Expr> chunks = new ArrayList<>();
    for (int from = 0; from < operands.size(); from += size) {
      List<Expr> chunk = operands.subList(from, Math.min(operands.size(), from + size));
      chunks.add(conjunction ? new And(chunk) : new Or(chunk));
    }
    return chunks;
  }
}

package io.hedgerow.engine.compiler;

import io.hedgerow.engine.condition.Conjunction.Reach;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A rule's condition: what must all hold, in the order in which compiled code tries it. What only
 * looks at the event comes first, cheapest first; then what reads signals, in the order that {@link
 * io.hedgerow.engine.condition.Conjunction} fixes.
 */
record RuleIr(List<Part> parts) {

  /**
   * A conjunct.
   *
   * @param position in the condition as written
   */
  record Part(Expr expr, int position, Reach reach) {}

  RuleIr {
    parts = List.copyOf(parts);
  }

  static RuleIr of(List<Part> parts) {
    return new RuleIr(
        parts.stream()
            .sorted(
                Comparator.comparing(Part::reach)
                    .thenComparing(
                        part -> part.reach() == Reach.EVENT ? Shape.cost(part.expr()) : 0)
                    .thenComparing(Part::position))
            .toList());
  }

  /** The same rule with every conjunct replaced; their order stays. */
  RuleIr map(UnaryOperator<Expr> with) {
    return new RuleIr(
        parts.stream()
            .map(part -> new Part(with.apply(part.expr()), part.position(), part.reach()))
            .toList());
  }
}

package io.hedgerow.engine.compiler;

import io.hedgerow.engine.condition.Condition;
import io.hedgerow.engine.condition.Scope;
import io.hedgerow.engine.decision.Trace;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Shows what rules saw. The interpreter shows the first traces of a rule; one that is asked for
 * often gets a class for its parts, which costs a millisecond once and then a tenth of the time.
 * Both show the same. Not thread-safe beyond that: whoever loses a race compiles once more.
 */
final class Tracing {
  /** Traces of a rule before its parts are compiled. */
  static final int OFTEN = 16;

  private final List<Condition> conditions;
  private final UnaryOperator<List<Expr>> withScans;
  private final Lowering lowering;
  private final Map<Expr, Integer> shared;
  private final int[] asked;
  private final Condition.@Nullable Parts[] compiled;

  /**
   * @param withScans has searches answered by the scans of the rules
   * @param shared slots of parts that are computed once an event
   */
  Tracing(
      List<Condition> conditions,
      Lowering lowering,
      UnaryOperator<List<Expr>> withScans,
      Map<Expr, Integer> shared) {
    this.conditions = conditions;
    this.lowering = lowering;
    this.withScans = withScans;
    this.shared = shared;
    this.asked = new int[conditions.size()];
    this.compiled = new Condition.Parts[conditions.size()];
  }

  Trace trace(int condition, Scope scope) {
    Condition traced = conditions.get(condition);
    Condition.Parts parts = compiled[condition];
    if (parts == null && ++asked[condition] == OFTEN) {
      parts = compile(traced);
      compiled[condition] = parts;
    }
    return parts == null ? traced.trace(scope) : traced.trace(scope, parts);
  }

  /** Null when a part is too large for a method. */
  private Condition.@Nullable Parts compile(Condition condition) {
    List<Expr> parts =
        withScans.apply(condition.tracedParts().stream().map(lowering::lower).toList());
    return parts.stream().allMatch(part -> Sharing.fits(part, shared))
        ? TraceClass.write(parts, shared)
        : null;
  }
}

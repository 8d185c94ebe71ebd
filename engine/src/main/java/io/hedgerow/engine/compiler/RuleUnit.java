package io.hedgerow.engine.compiler;

import io.hedgerow.engine.compiler.Expr.Slot;
import io.hedgerow.engine.compiler.RuleIr.Part;
import io.hedgerow.engine.condition.Bindings;
import io.hedgerow.engine.condition.Checked;
import io.hedgerow.engine.condition.Condition;
import io.hedgerow.engine.condition.Conjunction.Conjunct;
import io.hedgerow.engine.condition.Names;
import io.hedgerow.engine.condition.Outcome;
import io.hedgerow.engine.condition.Outcome.Truth;
import io.hedgerow.engine.condition.Scope;
import io.hedgerow.engine.decision.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Everything that is evaluated for events of one type, compiled together: conditions of rules, and
 * values such as the keys of counters. What it gives is what the interpreter gives.
 */
public final class RuleUnit {
  private final RuleCode code;
  private final List<Condition> conditions;
  private final boolean[] interpreted;
  private final List<RuleIr> rules;
  private final List<Expr> values;
  private final Map<Expr, Integer> shared;
  private final int slots;
  private final Sieve sieve;
  private final Tracing tracing;

  private RuleUnit(
      List<Condition> conditions,
      boolean[] interpreted,
      List<RuleIr> rules,
      List<Expr> values,
      Map<Expr, Integer> shared,
      Names names,
      Tracing tracing) {
    this.conditions = conditions;
    this.interpreted = interpreted;
    this.rules = rules;
    this.shared = shared;
    this.slots = names.size() + shared.size();
    this.values = values;
    this.code = RuleClass.write(rules, shared);
    this.tracing = tracing;
    Describing describing = new Describing(names);
    this.sieve = new Sieve(rules.size(), Filters.of(rules, shared, describing::text));
  }

  /** Compiles the conditions and values of one event type. */
  public static RuleUnit compile(
      Names names,
      Scope.Lists lists,
      Bindings bindings,
      List<Condition> conditions,
      List<Checked> values) {
    Lowering lowering = new Lowering(names, lists, bindings);
    List<RuleIr> rules = new ArrayList<>();
    boolean[] interpreted = new boolean[conditions.size()];
    for (Condition condition : conditions) {
      RuleIr rule = lower(condition, lowering);
      interpreted[rules.size()] = tooLarge(rule);
      rules.add(interpreted[rules.size()] ? new RuleIr(List.of()) : rule);
    }
    List<Expr> lowered = values.stream().map(value -> lowerValue(value, lowering)).toList();
    Scans scans = Scans.of(exprs(rules));
    rules.replaceAll(rule -> rule.map(scans::rewrite));
    Map<Expr, Integer> shared = Sharing.of(exprs(rules), lowered, names.size());
    List<Condition> all = List.copyOf(conditions);
    Tracing tracing = new Tracing(all, lowering, scans::rewriteAll, shared);
    return new RuleUnit(all, interpreted, rules, lowered, shared, names, tracing);
  }

  private static List<Expr> exprs(List<RuleIr> rules) {
    List<Expr> exprs = new ArrayList<>();
    rules.forEach(rule -> rule.parts().forEach(part -> exprs.add(part.expr())));
    return exprs;
  }

  private static RuleIr lower(Condition condition, Lowering lowering) {
    List<Part> parts = new ArrayList<>();
    for (Conjunct conjunct : condition.conjuncts()) {
      Expr expr = lowering.lower(condition.checked().part(conjunct.expr()));
      parts.add(new Part(expr, conjunct.position(), conjunct.reach()));
    }
    return RuleIr.of(parts);
  }

  private static Expr lowerValue(Checked value, Lowering lowering) {
    Expr expr = lowering.lower(value);
    return unsplittable(expr) > Sharing.LARGEST
        ? new Expr.Interpreted(value.interpreted(), Map.of(), expr.storage())
        : expr;
  }

  private static boolean tooLarge(RuleIr rule) {
    return rule.parts().size() > 200
        || rule.parts().stream().anyMatch(part -> unsplittable(part.expr()) > Sharing.LARGEST);
  }

  /** Nodes in the longest of the methods that an expression is compiled to. */
  private static int unsplittable(Expr expr) {
    int[] longest = {0};
    return Math.max(remaining(expr, longest), longest[0]);
  }

  /** Nodes that stay in the method around an expression, as {@link Sharing} will split it. */
  private static int remaining(Expr expr, int[] longest) {
    int nodes = 1;
    for (Expr child : Shape.children(expr)) {
      nodes += remaining(child, longest);
    }
    if (nodes > Sharing.LONGEST && Shape.standsAlone(expr)) {
      longest[0] = Math.max(longest[0], nodes);
      return 1;
    }
    return nodes;
  }

  /**
   * A look at one value that rules out rules.
   *
   * @param rules it can rule out
   * @param nanos it costs, estimated
   * @param looks taken so far
   * @param ruledOut rules at a look, on average
   */
  public record FilterOutline(String text, int rules, long nanos, long looks, double ruledOut) {}

  /** The filters, in the order in which they are tried now. */
  public List<FilterOutline> filters() {
    return sieve.filters().stream()
        .map(learned ->
            new FilterOutline(
                learned.filter().describe(),
                (int) Sieve.bits(learned.filter().rules()),
                learned.filter().cost(),
                learned.looks(),
                learned.looks() == 0 ? 0 : learned.gain()))
        .toList();
  }

  /**
   * A conjunct of a rule as it is tried.
   *
   * @param position among the condition's conjuncts as written, from 0
   * @param nanos it costs, estimated; what other rules share is counted for each of them
   */
  public record PartOutline(int position, long nanos) {}

  /** A rule's conjuncts in the order in which they are tried; empty when it is interpreted. */
  public List<PartOutline> parts(int rule) {
    return rules.get(rule).parts().stream()
        .map(part -> new PartOutline(part.position(), Shape.cost(part.expr())))
        .toList();
  }

  /** How many slots a scope for this unit needs. */
  public int slots() {
    return slots;
  }

  /** What fills the slots behind the names. */
  public Scope.Computation computation() {
    return code;
  }

  /** The slot that a value, by its place, is read from. */
  public int valueSlot(int value) {
    Expr expr = values.get(value);
    Integer slot = expr instanceof Slot(int name, _) ? Integer.valueOf(name) : shared.get(expr);
    return Objects.requireNonNull(slot);
  }

  /** How that slot keeps it. */
  public Names.Storage valueStorage(int value) {
    return values.get(value).storage();
  }

  /** Is told of conditions that held or could not be told. */
  @FunctionalInterface
  public interface Findings {
    void found(int condition, Outcome outcome);
  }

  /** Evaluates all conditions, in order; tells of those that held or failed. */
  public void evaluate(Scope scope, Findings findings) {
    long[] candidates = sieve.candidates(scope);
    for (int word = 0; word < candidates.length; word++) {
      for (long left = candidates[word]; left != 0; left &= left - 1) {
        int condition = (word << 6) + Long.numberOfTrailingZeros(left);
        Outcome outcome = evaluate(condition, scope);
        if (outcome != Truth.NOT_HELD) {
          findings.found(condition, outcome);
        }
      }
    }
  }

  /** Evaluates a condition by its place. */
  public Outcome evaluate(int condition, Scope scope) {
    if (interpreted[condition]) {
      return conditions.get(condition).evaluate(scope);
    }
    return switch (code.rule(condition, scope)) {
      case RuleCode.HELD -> Truth.HELD;
      case RuleCode.NOT_HELD -> Truth.NOT_HELD;
      default -> scope.error();
    };
  }

  /** Says what every part of a condition, by its place, sees. */
  public Trace trace(int condition, Scope scope) {
    return tracing.trace(condition, scope);
  }
}

package io.hedgerow.engine.compiler;

import io.hedgerow.engine.compiler.Expr.Constant;
import io.hedgerow.engine.compiler.Expr.Fold;
import io.hedgerow.engine.compiler.Expr.Has;
import io.hedgerow.engine.compiler.Expr.Slot;
import io.hedgerow.engine.compiler.Expr.Variable;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The pass over all rules of an event type: gives a slot to each part that is computed once an
 * event, because more than one place needs it, or because the method around it would grow too long.
 */
final class Sharing {
  /** Cheaper parts are computed again: that costs less than remembering them. */
  private static final long WORTH = 12;

  /** Nodes in one method, so that the JIT still compiles it (its limit is 8,000 bytes). */
  static final int LONGEST = 120;

  /** Nodes in a method that cannot be split; beyond, the interpreter runs the whole. */
  static final int LARGEST = 600;

  private final Map<Expr, Integer> uses = new HashMap<>();
  private final Map<Expr, Integer> slots = new LinkedHashMap<>();
  private int next;

  private Sharing(int firstSlot) {
    next = firstSlot;
  }

  /**
   * Slots of shared parts, by part.
   *
   * @param conditions conjuncts of all rules
   * @param values expressions whose value is asked for by slot: they all get one
   * @param firstSlot the first that is free
   */
  static Map<Expr, Integer> of(List<Expr> conditions, List<Expr> values, int firstSlot) {
    Sharing sharing = new Sharing(firstSlot);
    conditions.forEach(sharing::count);
    values.forEach(sharing::count);
    values.forEach(sharing::give);
    sharing.uses.forEach((expr, count) -> {
      boolean scan = expr instanceof Expr.Scan;
      boolean bit = expr instanceof Expr.Scanned;
      if ((count > 1 || scan) && !bit && Shape.cost(expr) >= WORTH && Shape.standsAlone(expr)) {
        sharing.give(expr);
      }
    });
    conditions.forEach(sharing::split);
    values.forEach(sharing::split);
    return sharing.slots;
  }

  private void count(Expr expr) {
    count(expr, 1);
  }

  /**
   * Parts of what was seen before are not counted again: they are computed with it. What a macro
   * does at each step is needed more than once.
   */
  private void count(Expr expr, int times) {
    if (isPlain(expr) || uses.merge(expr, times, Integer::sum) != times) {
      return;
    }
    for (Expr child : Shape.children(expr)) {
      boolean again =
          expr instanceof Fold fold && (child == fold.condition() || child == fold.step());
      count(child, again ? 2 : times);
    }
  }

  private static boolean isPlain(Expr expr) {
    return expr instanceof Constant
        || expr instanceof Slot
        || expr instanceof Has
        || expr instanceof Variable;
  }

  private void give(Expr expr) {
    if (!(expr instanceof Slot)) {
      slots.computeIfAbsent(expr, _ -> next++);
    }
  }

  /** True when a method for the expression, with these parts kept apart, is none too long. */
  static boolean fits(Expr expr, Map<Expr, Integer> apart) {
    return nodes(expr, apart) <= LARGEST;
  }

  private static int nodes(Expr expr, Map<Expr, Integer> apart) {
    if (apart.containsKey(expr)) {
      return 1;
    }
    return 1 + Shape.children(expr).stream().mapToInt(child -> nodes(child, apart)).sum();
  }

  /** Nodes that the method around an expression has because of it. */
  private int split(Expr expr) {
    int nodes = 1;
    for (Expr child : Shape.children(expr)) {
      nodes += split(child);
    }
    if (nodes > LONGEST && Shape.standsAlone(expr)) {
      give(expr);
    }
    return slots.containsKey(expr) ? 1 : nodes;
  }
}

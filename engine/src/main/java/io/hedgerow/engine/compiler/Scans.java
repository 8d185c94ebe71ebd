package io.hedgerow.engine.compiler;

import io.hedgerow.engine.compiler.Expr.Scan;
import io.hedgerow.engine.compiler.Expr.Scanned;
import io.hedgerow.engine.compiler.Expr.TextTest;
import io.hedgerow.engine.compiler.TermAutomaton.Term;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The pass that brings together what rules look for in the same text: from a few terms on, one scan
 * for all of them replaces a search for each.
 */
final class Scans {
  /** With fewer terms, searching for each is faster. */
  private static final int FEWEST = 4;

  /**
   * Up to so many terms in one conjunct are searched for, one by one, in a text not yet scanned.
   */
  private static final int FEW = 3;

  private final Map<Expr, Scan> scans = new HashMap<>();
  private final Map<Scan, Map<Term, Integer>> numbers = new HashMap<>();

  private Scans(List<Expr> conditions) {
    Map<Expr, Set<Term>> terms = new LinkedHashMap<>();
    conditions.forEach(condition -> collect(condition, terms));
    terms.forEach((subject, wanted) -> {
      if (wanted.size() >= FEWEST && Shape.standsAlone(subject)) {
        List<Term> list = new ArrayList<>(wanted);
        Scan scan = new Scan(subject, TermAutomaton.of(list));
        Map<Term, Integer> byTerm = new HashMap<>();
        list.forEach(term -> byTerm.put(term, byTerm.size()));
        scans.put(subject, scan);
        numbers.put(scan, byTerm);
      }
    });
  }

  /** The scans that pay for these conditions. */
  static Scans of(List<Expr> conditions) {
    return new Scans(conditions);
  }

  private static void collect(Expr expr, Map<Expr, Set<Term>> terms) {
    if (expr instanceof TextTest(Expr.Place place, Expr subject, String text) && !text.isEmpty()) {
      terms.computeIfAbsent(subject, _ -> new LinkedHashSet<>()).add(new Term(place, text));
    }
    Shape.children(expr).forEach(child -> collect(child, terms));
  }

  /** As {@link #rewrite(Expr)}, for each. */
  List<Expr> rewriteAll(List<Expr> parts) {
    return parts.stream().map(this::rewrite).toList();
  }

  /** The conjunct with its searches answered by scans. */
  Expr rewrite(Expr conjunct) {
    return rewrite(conjunct, searches(conjunct) <= FEW);
  }

  private static int searches(Expr expr) {
    int here = expr instanceof TextTest ? 1 : 0;
    return here + Shape.children(expr).stream().mapToInt(Scans::searches).sum();
  }

  private Expr rewrite(Expr expr, boolean few) {
    if (expr instanceof TextTest(Expr.Place place, Expr subject, String text)) {
      Scan scan = scans.get(subject);
      Integer number =
          scan == null ? null : numbers.getOrDefault(scan, Map.of()).get(new Term(place, text));
      if (scan != null && number != null) {
        return new Scanned(scan, number, few && subject instanceof Expr.Slot);
      }
    }
    return Shape.map(expr, part -> rewrite(part, few));
  }
}

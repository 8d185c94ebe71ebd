package io.hedgerow.engine.compiler;

import io.hedgerow.engine.compiler.Expr.Comparison;
import io.hedgerow.engine.compiler.Expr.Constant;
import io.hedgerow.engine.compiler.Expr.Membership;
import io.hedgerow.engine.compiler.Expr.Relation;
import io.hedgerow.engine.compiler.Expr.Scanned;
import io.hedgerow.engine.compiler.Expr.Slot;
import io.hedgerow.engine.compiler.RuleIr.Part;
import io.hedgerow.engine.condition.Conjunction.Reach;
import io.hedgerow.engine.condition.Names.Storage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The pass that finds what many rules ask of one value, and makes a {@link Filter} of it: a rule is
 * then only evaluated when its guards let it through. Only conjuncts that look at nothing but the
 * event are guards, as whether they are evaluated leaves no trace in a decision.
 */
final class Filters {
  /** Texts in one table; longer lists are looked up by themselves. */
  private static final int MOST_TEXTS = 5_000;

  /** Fewer rules than this on a value are not worth a filter. */
  private static final int FEWEST = 3;

  private final List<RuleIr> rules;
  private final Map<Expr, Integer> shared;
  private final Function<Expr, String> text;
  private final int words;

  private Filters(List<RuleIr> rules, Map<Expr, Integer> shared, Function<Expr, String> text) {
    this.rules = rules;
    this.shared = shared;
    this.text = text;
    this.words = (rules.size() + 63) >> 6;
  }

  /** A conjunct of a rule, as a guard on one value. */
  private record Guard(int rule, Expr expr) {}

  static List<Filter> of(
      List<RuleIr> rules, Map<Expr, Integer> shared, Function<Expr, String> text) {
    return new Filters(rules, shared, text).make();
  }

  private List<Filter> make() {
    Map<Expr, List<Guard>> thresholds = new LinkedHashMap<>();
    Map<Expr, List<Guard>> equalities = new LinkedHashMap<>();
    Map<Expr, List<Guard>> scans = new LinkedHashMap<>();
    Map<Expr, List<Guard>> truths = new LinkedHashMap<>();
    for (int rule = 0; rule < rules.size(); rule++) {
      Map<Expr, Guard> longest = new LinkedHashMap<>();
      for (Part part : rules.get(rule).parts()) {
        if (part.reach() == Reach.EVENT) {
          Guard guard = new Guard(rule, part.expr());
          switch (part.expr()) {
            case Comparison(_, Slot subject, Constant _, _) when isNumber(subject) ->
                add(thresholds, subject, guard);
            case Comparison(Relation relation, Expr subject, Constant _, _)
                when relation == Relation.EQUAL && isText(subject) ->
                add(equalities, subject, guard);
            case Membership(Expr subject, Object container)
                when isText(subject) && texts(container).size() <= MOST_TEXTS ->
                add(equalities, subject, guard);
            case Scanned scanned ->
                longest.merge(scanned.scan(), guard, (a, b) -> length(a) >= length(b) ? a : b);
            case Expr expr when slot(expr) >= 0 -> add(truths, expr, guard);
            default -> {}
          }
        }
      }
      longest.forEach((scan, guard) -> add(scans, scan, guard));
    }
    List<Filter> filters = new ArrayList<>();
    thresholds.forEach(
        (subject, guards) -> worth(guards, filters, () -> thresholds(subject, guards)));
    equalities.forEach(
        (subject, guards) -> worth(guards, filters, () -> equalities(subject, guards)));
    scans.forEach((scan, guards) -> worth(guards, filters, () -> terms((Expr.Scan) scan, guards)));
    truths.forEach((expr, guards) -> worth(guards, filters, () -> truth(expr, guards)));
    return filters;
  }

  private static void worth(
      List<Guard> guards, List<Filter> into, java.util.function.Supplier<Filter> filter) {
    if (guards.stream().map(Guard::rule).distinct().count() >= FEWEST) {
      into.add(filter.get());
    }
  }

  private static void add(Map<Expr, List<Guard>> guards, Expr subject, Guard guard) {
    guards.computeIfAbsent(subject, _ -> new ArrayList<>()).add(guard);
  }

  private static boolean isNumber(Slot subject) {
    return subject.storage() == Storage.INT || subject.storage() == Storage.DOUBLE;
  }

  private boolean isText(Expr subject) {
    return subject.storage() == Storage.TEXT && slot(subject) >= 0;
  }

  private int slot(Expr expr) {
    return expr instanceof Slot(int slot, _) ? slot : shared.getOrDefault(expr, -1);
  }

  private static Collection<?> texts(Object container) {
    return container instanceof Map<?, ?> map ? map.keySet() : (Set<?>) container;
  }

  private static int length(Guard guard) {
    return guard.expr() instanceof Scanned(Expr.Scan scan, int term)
        ? scan.automaton().terms().get(term).text().length()
        : 0;
  }

  private long[] bits(List<Guard> guards) {
    long[] bits = new long[words];
    guards.forEach(guard -> set(bits, guard.rule()));
    return bits;
  }

  private static void set(long[] bits, int rule) {
    bits[rule >> 6] |= 1L << rule;
  }

  private static void clear(long[] bits, int at, int rule) {
    bits[at + (rule >> 6)] &= ~(1L << rule);
  }

  /** All bits but these. */
  private static long[] without(long[] bits) {
    long[] others = new long[bits.length];
    for (int i = 0; i < bits.length; i++) {
      others[i] = ~bits[i];
    }
    return others;
  }

  private Filter thresholds(Expr subject, List<Guard> guards) {
    boolean whole = subject.storage() == Storage.INT;
    TreeSet<Double> distinctDoubles = new TreeSet<>();
    TreeSet<Long> distinctInts = new TreeSet<>();
    for (Guard guard : guards) {
      Object value = constant(guard);
      if (value instanceof Long number) {
        distinctInts.add(number);
      } else if (value instanceof Double number && !number.isNaN()) {
        distinctDoubles.add(number);
      }
    }
    long[] ints = distinctInts.stream().mapToLong(Long::longValue).toArray();
    double[] doubles = distinctDoubles.stream().mapToDouble(Double::doubleValue).toArray();
    int constants = whole ? ints.length : doubles.length;
    long[] masks = new long[(2 * constants + 1) * words];
    java.util.Arrays.fill(masks, -1L);
    for (Guard guard : guards) {
      Object value = constant(guard);
      int place =
          whole
              ? java.util.Arrays.binarySearch(ints, ((Long) value))
              : java.util.Arrays.binarySearch(doubles, ((Double) value));
      for (int region = 0; region <= 2 * constants && place >= 0; region++) {
        if (!holds(relation(guard), Integer.compare(region, 2 * place + 1))) {
          clear(masks, region * words, guard.rule());
        }
      }
    }
    return new Filter.Thresholds(
        slot(subject), whole, ints, doubles, masks, bits(guards), text.apply(subject));
  }

  private static Object constant(Guard guard) {
    return guard.expr() instanceof Comparison(_, _, Constant(Object value, _), _) ? value : "";
  }

  private static Relation relation(Guard guard) {
    return guard.expr() instanceof Comparison comparison ? comparison.relation() : Relation.EQUAL;
  }

  private static boolean holds(Relation relation, int order) {
    return switch (relation) {
      case EQUAL -> order == 0;
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      case GREATER_OR_EQUAL -> order >= 0;
    };
  }

  /** A rule with two guards on one value needs both. */
  private Filter equalities(Expr subject, List<Guard> guards) {
    long[] rulesOf = bits(guards);
    long[] others = without(rulesOf);
    Map<String, long[]> masks = new HashMap<>();
    for (Guard guard : guards) {
      wanted(guard)
          .forEach(value ->
              masks.computeIfAbsent(
                  value,
                  _ -> {
                    long[] all = new long[words];
                    java.util.Arrays.fill(all, -1L);
                    return all;
                  }));
    }
    for (Guard guard : guards) {
      Set<String> wanted = wanted(guard);
      masks.forEach((value, mask) -> {
        if (!wanted.contains(value)) {
          clear(mask, 0, guard.rule());
        }
      });
    }
    return new Filter.Equalities(slot(subject), masks, others, rulesOf, text.apply(subject));
  }

  private static Set<String> wanted(Guard guard) {
    Set<String> wanted = new java.util.HashSet<>();
    switch (guard.expr()) {
      case Comparison(_, _, Constant(String value, _), _) -> wanted.add(value);
      case Membership(_, Object container) ->
          texts(container)
              .forEach(value -> {
                if (value instanceof String one) {
                  wanted.add(one);
                }
              });
      default -> throw new IllegalStateException("no guard on a text: " + guard);
    }
    return wanted;
  }

  private Filter terms(Expr.Scan scan, List<Guard> guards) {
    long[][] needing = new long[scan.automaton().terms().size()][words];
    for (Guard guard : guards) {
      if (guard.expr() instanceof Scanned(_, int term)) {
        set(needing[term], guard.rule());
      }
    }
    long[] rulesOf = bits(guards);
    return new Filter.Terms(
        slot(scan), needing, without(rulesOf), rulesOf, text.apply(scan.subject()));
  }

  private Filter truth(Expr expr, List<Guard> guards) {
    long[] rulesOf = bits(guards);
    return new Filter.Truth(
        slot(expr), without(rulesOf), rulesOf, Shape.cost(expr), text.apply(expr));
  }
}

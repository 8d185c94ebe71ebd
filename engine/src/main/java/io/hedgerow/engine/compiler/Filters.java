package io.hedgerow.engine.compiler;

import io.hedgerow.engine.compiler.Expr.Relation;
import io.hedgerow.engine.compiler.Expr.Scan;
import io.hedgerow.engine.compiler.Expr.Slot;
import io.hedgerow.engine.compiler.RuleIr.Part;
import io.hedgerow.engine.condition.Conjunction.Reach;
import io.hedgerow.engine.condition.Names.Storage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
      Map<Scan, Guard> rarest = new LinkedHashMap<>();
      for (Part part : rules.get(rule).parts()) {
        if (part.reach() == Reach.EVENT) {
          Guard guard = new Guard(rule, part.expr());
          Optional<Expr> text = guard.text().filter(subject -> slot(subject) >= 0);
          if (guard.number().isPresent()) {
            add(thresholds, guard.number().get(), guard);
          } else if (text.isPresent() && guard.texts().size() <= MOST_TEXTS) {
            add(equalities, text.get(), guard);
          } else if (guard.scan().isPresent()) {
            rarest.merge(guard.scan().get(), guard, (a, b) -> a.rarity() >= b.rarity() ? a : b);
          } else if (slot(part.expr()) >= 0) {
            add(truths, part.expr(), guard);
          }
        }
      }
      rarest.forEach((scan, guard) -> add(scans, scan, guard));
    }
    List<Filter> filters = new ArrayList<>();
    thresholds.forEach(
        (subject, guards) -> worth(guards, filters, () -> thresholds((Slot) subject, guards)));
    equalities.forEach(
        (subject, guards) -> worth(guards, filters, () -> equalities(subject, guards)));
    scans.forEach((scan, guards) -> worth(guards, filters, () -> terms((Scan) scan, guards)));
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

  private int slot(Expr expr) {
    return expr instanceof Slot(int slot, _) ? slot : shared.getOrDefault(expr, -1);
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

  private Filter thresholds(Slot subject, List<Guard> guards) {
    boolean whole = subject.storage() == Storage.INT;
    TreeSet<Double> distinctDoubles = new TreeSet<>();
    TreeSet<Long> distinctInts = new TreeSet<>();
    for (Guard guard : guards) {
      Object value = guard.constant();
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
      Object value = guard.constant();
      int place =
          whole
              ? java.util.Arrays.binarySearch(ints, ((Long) value))
              : java.util.Arrays.binarySearch(doubles, ((Double) value));
      for (int region = 0; region <= 2 * constants && place >= 0; region++) {
        if (!holds(guard.relation(), Integer.compare(region, 2 * place + 1))) {
          clear(masks, region * words, guard.rule());
        }
      }
    }
    return new Filter.Thresholds(
        subject.slot(), whole, ints, doubles, masks, bits(guards), text.apply(subject));
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
      guard
          .texts()
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
      Set<String> wanted = guard.texts();
      masks.forEach((value, mask) -> {
        if (!wanted.contains(value)) {
          clear(mask, 0, guard.rule());
        }
      });
    }
    return new Filter.Equalities(slot(subject), masks, others, rulesOf, text.apply(subject));
  }

  private Filter terms(Scan scan, List<Guard> guards) {
    long[][] needing = new long[scan.automaton().terms().size()][words];
    for (Guard guard : guards) {
      guard.terms().forEach(term -> set(needing[term], guard.rule()));
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

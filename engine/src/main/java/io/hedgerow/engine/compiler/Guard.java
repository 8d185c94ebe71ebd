package io.hedgerow.engine.compiler;

import io.hedgerow.engine.compiler.Expr.Comparison;
import io.hedgerow.engine.compiler.Expr.Constant;
import io.hedgerow.engine.compiler.Expr.Membership;
import io.hedgerow.engine.compiler.Expr.Or;
import io.hedgerow.engine.compiler.Expr.Relation;
import io.hedgerow.engine.compiler.Expr.Scan;
import io.hedgerow.engine.compiler.Expr.Scanned;
import io.hedgerow.engine.compiler.Expr.Slot;
import io.hedgerow.engine.condition.Names.Storage;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A conjunct of a rule that asks something of one value: without it the rule cannot hold. */
record Guard(int rule, Expr expr) {

  /** The number that is compared with a constant, when that is what it asks. */
  Optional<Slot> number() {
    return expr instanceof Comparison(_, Slot subject, Constant _, _)
            && (subject.storage() == Storage.INT || subject.storage() == Storage.DOUBLE)
        ? Optional.of(subject)
        : Optional.empty();
  }

  /** What a number is compared with. */
  Object constant() {
    return expr instanceof Comparison(_, _, Constant(Object value, _), _) ? value : "";
  }

  Relation relation() {
    return expr instanceof Comparison comparison ? comparison.relation() : Relation.EQUAL;
  }

  /** The text that must be one of {@link #texts}, when that is what it asks. */
  Optional<Expr> text() {
    return Optional.ofNullable(text(expr));
  }

  private static @Nullable Expr text(Expr expr) {
    return switch (expr) {
      case Comparison(Relation relation, Expr subject, Constant(String _, _), _)
          when relation == Relation.EQUAL && subject.storage() == Storage.TEXT ->
          subject;
      case Membership(Expr subject, _) when subject.storage() == Storage.TEXT -> subject;
      case Or(List<Expr> any) -> common(any, Guard::text);
      default -> null;
    };
  }

  /** The texts of which the value must be one. */
  Set<String> texts() {
    Set<String> texts = new HashSet<>();
    collect(expr, texts);
    return texts;
  }

  private static void collect(Expr expr, Set<String> into) {
    switch (expr) {
      case Comparison(_, _, Constant(String value, _), _) -> into.add(value);
      case Membership(_, Object container) ->
          elements(container)
              .forEach(value -> {
                if (value instanceof String one) {
                  into.add(one);
                }
              });
      case Or(List<Expr> any) -> any.forEach(one -> collect(one, into));
      default -> throw new IllegalStateException("no guard on a text: " + expr);
    }
  }

  private static Collection<?> elements(Object container) {
    return container instanceof Map<?, ?> map ? map.keySet() : (Set<?>) container;
  }

  /** The scan that must have found one of {@link #terms}, when that is what it asks. */
  Optional<Scan> scan() {
    return Optional.ofNullable(scan(expr));
  }

  private static @Nullable Scan scan(Expr expr) {
    return switch (expr) {
      case Scanned scanned -> scanned.scan();
      case Or(List<Expr> any) -> common(any, Guard::scan);
      default -> null;
    };
  }

  /** Numbers of the terms of which one must be found. */
  IntStream terms() {
    return terms(expr);
  }

  private static IntStream terms(Expr expr) {
    return switch (expr) {
      case Scanned scanned -> IntStream.of(scanned.term());
      case Or(List<Expr> any) -> any.stream().flatMapToInt(Guard::terms);
      default -> throw new IllegalStateException("no guard on terms: " + expr);
    };
  }

  /** Of its terms the shortest, in UTF-16 units: the longer, the fewer texts have one. */
  int rarity() {
    Scan scan = scan(expr);
    return scan == null
        ? 0
        : terms().map(term -> scan.automaton().terms().get(term).text().length()).min().orElse(0);
  }

  /** What all of them have in common; null when they differ. */
  private static <T> @Nullable T common(List<Expr> all, Function<Expr, @Nullable T> of) {
    T first = of.apply(all.getFirst());
    return first != null && all.stream().allMatch(one -> first.equals(of.apply(one)))
        ? first
        : null;
  }
}

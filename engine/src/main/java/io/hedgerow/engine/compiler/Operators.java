package io.hedgerow.engine.compiler;

import io.hedgerow.engine.compiler.Expr.And;
import io.hedgerow.engine.compiler.Expr.Arithmetic;
import io.hedgerow.engine.compiler.Expr.Call;
import io.hedgerow.engine.compiler.Expr.Comparison;
import io.hedgerow.engine.compiler.Expr.Conditional;
import io.hedgerow.engine.compiler.Expr.Constant;
import io.hedgerow.engine.compiler.Expr.Membership;
import io.hedgerow.engine.compiler.Expr.Not;
import io.hedgerow.engine.compiler.Expr.Operation;
import io.hedgerow.engine.compiler.Expr.Or;
import io.hedgerow.engine.compiler.Expr.PatternTest;
import io.hedgerow.engine.compiler.Expr.Place;
import io.hedgerow.engine.compiler.Expr.Relation;
import io.hedgerow.engine.compiler.Expr.TextTest;
import io.hedgerow.engine.condition.Names.Storage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Chooses the node for an operator or a call by its overload: native where one fits. */
final class Operators {
  /** Overloads that are no functions of values. */
  static final Set<String> SPECIAL =
      Set.of("conditional", "not_strictly_false", "hedgerow_has_label");

  /** Longer chains are taken apart into chains of chains. */
  private static final int CHAIN = 40;

  /** A double holds every int up to here exactly. */
  private static final long EXACT = 1L << 53;

  Expr logic(String overload, List<Expr> operands) {
    boolean conjunction = overload.equals("logical_and");
    List<Expr> chain =
        operands.size() > CHAIN ? Shape.chunked(operands, conjunction, CHAIN) : operands;
    return conjunction ? new And(chain) : new Or(chain);
  }

  Expr list(List<Expr> elements) {
    List<Object> values = new ArrayList<>();
    for (Expr element : elements) {
      if (!(element instanceof Constant(Object value, _))) {
        return new Expr.MakeList(elements);
      }
      values.add(value);
    }
    return new Constant(values, Storage.OBJECT);
  }

  Expr map(List<Expr> entries) {
    Map<Object, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < entries.size(); i += 2) {
      if (entries.get(i) instanceof Constant(Object key, _)
          && entries.get(i + 1) instanceof Constant(Object value, _)
          && !values.containsKey(key)) {
        values.put(key, value);
      } else {
        return new Expr.MakeMap(entries);
      }
    }
    return new Constant(values, Storage.OBJECT);
  }

  Expr call(String overload, Optional<Function> function, List<Expr> operands, Storage storage) {
    Expr first = operands.getFirst();
    if (function.isEmpty()) {
      return switch (overload) {
        case "conditional" -> new Conditional(first, operands.get(1), operands.get(2), storage);
        case "not_strictly_false" -> new Expr.NotFalse(first);
        default -> new Expr.HasLabel(first, operands.get(1));
      };
    }
    Call call = new Call(function.get(), operands, storage);
    Optional<Object> known = Lowering.evaluate(call);
    if (known.isPresent()) {
      return new Constant(known.get(), storage);
    }
    return switch (overload) {
      case "logical_not" -> first.storage() == Storage.BOOL ? new Not(first) : call;
      case "not_strictly_false" -> new Expr.NotFalse(first);
      default -> binary(overload, call);
    };
  }

  private static Expr binary(String overload, Call call) {
    if (call.arguments().size() != 2) {
      return call;
    }
    Expr left = call.arguments().getFirst();
    Expr right = call.arguments().getLast();
    return switch (overload) {
      case "equals" -> comparison(Relation.EQUAL, left, right, call);
      case "not_equals" -> {
        Expr equal = comparison(Relation.EQUAL, left, right, call);
        yield equal == call ? call : new Not(equal);
      }
      case "add_int64", "add_double" -> arithmetic(Operation.ADD, left, right, call);
      case "subtract_int64", "subtract_double" -> arithmetic(Operation.SUBTRACT, left, right, call);
      case "multiply_int64", "multiply_double" -> arithmetic(Operation.MULTIPLY, left, right, call);
      case "contains_string" -> text(Place.ANYWHERE, left, right, call);
      case "starts_with_string" -> text(Place.START, left, right, call);
      case "ends_with_string" -> text(Place.END, left, right, call);
      case "matches", "matches_string" ->
          left.storage() == Storage.TEXT
                  && right instanceof Constant(String pattern, _)
                  && Lowering.pattern(pattern).isPresent()
              ? new PatternTest(left, pattern)
              : call;
      case "in_list", "in_map" -> membership(left, right, call);
      default -> relation(overload).map(r -> comparison(r, left, right, call)).orElse(call);
    };
  }

  private static Expr arithmetic(Operation operation, Expr left, Expr right, Call call) {
    boolean numbers = left.storage() == Storage.INT || left.storage() == Storage.DOUBLE;
    return numbers && left.storage() == right.storage()
        ? new Arithmetic(operation, left, right, call.function())
        : call;
  }

  private static Optional<Relation> relation(String overload) {
    if (overload.startsWith("less_equals_")) {
      return Optional.of(Relation.LESS_OR_EQUAL);
    }
    if (overload.startsWith("less_")) {
      return Optional.of(Relation.LESS);
    }
    if (overload.startsWith("greater_equals_")) {
      return Optional.of(Relation.GREATER_OR_EQUAL);
    }
    return overload.startsWith("greater_") ? Optional.of(Relation.GREATER) : Optional.empty();
  }

  /** Native for two values of one primitive type; texts only for equality. */
  private static Expr comparison(Relation relation, Expr left, Expr right, Expr call) {
    if (left.storage() == Storage.DOUBLE && isExact(right)) {
      return new Comparison(relation, left, asDouble(right), true);
    }
    if (right.storage() == Storage.DOUBLE && isExact(left)) {
      return new Comparison(relation, asDouble(left), right, true);
    }
    boolean same = left.storage() == right.storage();
    return switch (left.storage()) {
      case INT, DOUBLE -> same ? new Comparison(relation, left, right, false) : call;
      case BOOL, TEXT ->
          same && relation == Relation.EQUAL ? new Comparison(relation, left, right, false) : call;
      case OBJECT -> call;
    };
  }

  private static boolean isExact(Expr expr) {
    return expr instanceof Constant(Long whole, _) && Math.abs(whole) <= EXACT;
  }

  private static Expr asDouble(Expr expr) {
    return expr instanceof Constant(Long whole, _)
        ? new Constant((double) whole, Storage.DOUBLE)
        : expr;
  }

  private static Expr text(Place place, Expr subject, Expr term, Call call) {
    return term instanceof Constant(String text, _) && subject.storage() == Storage.TEXT
        ? new TextTest(place, subject, text)
        : call;
  }

  private static Expr membership(Expr element, Expr container, Call call) {
    if (element.storage() != Storage.TEXT || !(container instanceof Constant(Object known, _))) {
      return call;
    }
    return switch (known) {
      case Map<?, ?> map -> new Membership(element, map);
      case List<?> list -> new Membership(element, new LinkedHashSet<>(list));
      default -> call;
    };
  }
}

package io.hedgerow.engine.compiler;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.CelSelect;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.ast.CelReference;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import io.hedgerow.engine.compiler.Expr.Call;
import io.hedgerow.engine.compiler.Expr.Constant;
import io.hedgerow.engine.compiler.Expr.Variable;
import io.hedgerow.engine.condition.Bindings;
import io.hedgerow.engine.condition.Checked;
import io.hedgerow.engine.condition.Names;
import io.hedgerow.engine.condition.Names.Name;
import io.hedgerow.engine.condition.Names.Storage;
import io.hedgerow.engine.condition.Outcome;
import io.hedgerow.engine.condition.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The first pass: CEL's checked tree to {@link Expr}. What it has no node for becomes {@link
 * Expr.Interpreted}, as small a part as possible.
 */
final class Lowering {
  /** Nodes that {@code cel.bind} may add to an expression. */
  private static final int MOST_BOUND = 200;

  private final Names names;
  private final Scope.Lists lists;
  private final Bindings bindings;
  private final Operators operators = new Operators();

  Lowering(Names names, Scope.Lists lists, Bindings bindings) {
    this.names = names;
    this.lists = lists;
    this.bindings = bindings;
  }

  /** An expression, or a part of one that stands in no macro. */
  Expr lower(Checked checked) {
    return new Tree(checked).lower(checked.ast().getExpr(), Around.NOTHING);
  }

  /** One tree on its way. */
  private final class Tree {
    private final Checked checked;

    Tree(Checked checked) {
      this.checked = checked;
    }

    Expr lower(CelExpr expr, Around around) {
      return switch (expr.getKind()) {
        case CONSTANT -> constant(expr.constant());
        case IDENT -> identifier(expr, around);
        case SELECT -> select(expr, around);
        case CALL -> call(expr, around);
        case LIST ->
            expr.list().optionalIndices().isEmpty()
                ? operators.list(lowerAll(expr.list().elements(), around))
                : interpreted(expr, around);
        case MAP -> map(expr, around);
        case COMPREHENSION -> fold(expr, around);
        case STRUCT, NOT_SET -> interpreted(expr, around);
      };
    }

    private List<Expr> lowerAll(List<CelExpr> all, Around around) {
      List<Expr> lowered = new ArrayList<>(all.size());
      all.forEach(expr -> lowered.add(lower(expr, around)));
      return lowered;
    }

    private Storage storage(CelExpr expr) {
      return checked.ast().getType(expr.id()).map(Storage::of).orElse(Storage.OBJECT);
    }

    private Expr interpreted(CelExpr expr, Around around) {
      around
          .bound()
          .forEach((name, bound) -> {
            if (reads(expr, name) > 0) {
              bound.escape();
            }
          });
      return new Expr.Interpreted(
          checked.part(expr).interpreted(), around.variables(), storage(expr));
    }

    private Expr constant(CelConstant constant) {
      return switch (constant.getKind()) {
        case BOOLEAN_VALUE -> new Constant(constant.booleanValue(), Storage.BOOL);
        case INT64_VALUE -> new Constant(constant.int64Value(), Storage.INT);
        case DOUBLE_VALUE -> new Constant(constant.doubleValue(), Storage.DOUBLE);
        case STRING_VALUE -> new Constant(constant.stringValue(), Storage.TEXT);
        case UINT64_VALUE -> new Constant(constant.uint64Value(), Storage.OBJECT);
        case BYTES_VALUE -> new Constant(constant.bytesValue(), Storage.OBJECT);
        case NULL_VALUE -> new Constant(constant.nullValue(), Storage.OBJECT);
        case NOT_SET, TIMESTAMP_VALUE, DURATION_VALUE ->
            throw new IllegalStateException("CEL has no literal of kind " + constant.getKind());
      };
    }

    private Expr identifier(CelExpr expr, Around around) {
      Bound bound = around.bound().get(expr.ident().name());
      if (bound != null) {
        return bound.value();
      }
      Variable variable = around.variables().get(expr.ident().name());
      if (variable != null) {
        return variable;
      }
      return known(expr).orElseGet(() -> interpreted(expr, around));
    }

    /** A variable whose value is known when the expression is compiled. */
    private Optional<Expr> known(CelExpr expr) {
      return checked
          .ast()
          .getReference(expr.id())
          .map(reference ->
              reference.name().startsWith(".") ? reference.name().substring(1) : reference.name())
          .map(lists.values()::get)
          .map(value -> new Constant(value, Storage.of(checked.ast().getTypeOrThrow(expr.id()))));
    }

    private Expr select(CelExpr expr, Around around) {
      CelSelect select = expr.select();
      if (checked.isRoot(select.operand())) {
        String text = select.operand().ident().name() + "." + select.field();
        Name name = names.find(text);
        if (name != null) {
          return select.testOnly()
              ? new Expr.Has(name.slot())
              : new Expr.Slot(name.slot(), name.storage());
        }
        Object list = lists.values().get(text);
        if (list != null) {
          return select.testOnly()
              ? new Constant(true, Storage.BOOL)
              : new Constant(list, Storage.OBJECT);
        }
      }
      Optional<Expr> known = known(expr);
      if (known.isPresent()) {
        return known.get();
      }
      Optional<CelType> operand = checked.ast().getType(select.operand().id());
      boolean reference = checked.ast().getReference(expr.id()).isPresent();
      return !reference && operand.filter(type -> type.kind() == CelKind.MAP).isPresent()
          ? new Expr.Member(
              lower(select.operand(), around), select.field(), select.testOnly(), storage(expr))
          : interpreted(expr, around);
    }

    private Expr map(CelExpr expr, Around around) {
      List<Expr> entries = new ArrayList<>();
      for (CelExpr.CelMap.Entry entry : expr.map().entries()) {
        if (entry.optionalEntry()) {
          return interpreted(expr, around);
        }
        entries.add(lower(entry.key(), around));
        entries.add(lower(entry.value(), around));
      }
      return operators.map(entries);
    }

    private Expr call(CelExpr expr, Around around) {
      CelCall call = expr.call();
      List<CelExpr> operands = new ArrayList<>();
      call.target().ifPresent(operands::add);
      operands.addAll(call.args());
      Optional<CelReference> reference = checked.ast().getReference(expr.id());
      if (reference.isEmpty() || reference.get().overloadIds().size() != 1) {
        return interpreted(expr, around);
      }
      String overload = reference.get().overloadIds().getFirst();
      if (overload.equals("logical_and") || overload.equals("logical_or")) {
        List<CelExpr> flat = new ArrayList<>();
        flatten(expr, call.function(), flat);
        return operators.logic(overload, lowerAll(flat, around));
      }
      Optional<Function> function =
          bindings.find(overload).map(binding -> new Function(call.function(), binding));
      if (function.isEmpty() && !Operators.SPECIAL.contains(overload)) {
        return interpreted(expr, around);
      }
      return operators.call(overload, function, lowerAll(operands, around), storage(expr));
    }

    private static void flatten(CelExpr expr, String function, List<CelExpr> into) {
      if (expr.getKind() == Kind.CALL && expr.call().function().equals(function)) {
        expr.call().args().forEach(argument -> flatten(argument, function, into));
      } else {
        into.add(expr);
      }
    }

    private Expr fold(CelExpr expr, Around around) {
      CelComprehension fold = expr.comprehension();
      if (!fold.iterVar2().isEmpty()) {
        return interpreted(expr, around);
      }
      if (Checked.isBind(fold)) {
        return bind(expr, around);
      }
      // The result stands around what is made of it in the end; the element does not.
      Variable result = new Variable(around.depth(), storage(fold.accuInit()));
      Variable element = new Variable(around.depth() + 1, elementStorage(fold));
      Around after = around.with(fold.accuVar(), result);
      Around within = after.with(fold.iterVar(), element);
      return new Expr.Fold(
          lower(fold.iterRange(), around),
          element,
          result,
          lower(fold.accuInit(), around),
          lower(fold.loopCondition(), within),
          lower(fold.loopStep(), within),
          lower(fold.result(), after),
          storage(expr));
    }

    /**
     * The interpreter evaluates what is bound when it is first read, and never if it is not; so its
     * value stands here wherever it is read, and {@link Sharing} sees to it that it is computed
     * once. Where that would be too much, or the interpreter runs a part that reads it, it runs the
     * whole.
     */
    private Expr bind(CelExpr expr, Around around) {
      CelComprehension bind = expr.comprehension();
      Bound bound = new Bound(lower(bind.accuInit(), around));
      long reads = reads(bind.result(), bind.accuVar());
      boolean stepsTwice = reads > 1 && !Shape.standsAlone(bound.value());
      if (stepsTwice || reads * Shape.nodes(bound.value()) > MOST_BOUND) {
        return interpreted(expr, around);
      }
      Expr result = lower(bind.result(), around.with(bind.accuVar(), bound));
      return bound.escaped() ? interpreted(expr, around) : result;
    }

    private static long reads(CelExpr expr, String name) {
      return CelNavigableExpr.fromExpr(expr)
          .allNodes()
          .filter(node -> node.getKind() == Kind.IDENT && node.expr().ident().name().equals(name))
          .count();
    }

    private Storage elementStorage(CelComprehension fold) {
      CelType range = checked.ast().getType(fold.iterRange().id()).orElse(SimpleType.DYN);
      boolean collection = range.kind() == CelKind.LIST || range.kind() == CelKind.MAP;
      return collection && !range.parameters().isEmpty()
          ? Storage.of(range.parameters().getFirst())
          : Storage.OBJECT;
    }
  }

  /** What {@code cel.bind} gives a name; whether the interpreter would have to know it too. */
  private static final class Bound {
    private final Expr value;
    private boolean escaped;

    Bound(Expr value) {
      this.value = value;
    }

    Expr value() {
      return value;
    }

    void escape() {
      escaped = true;
    }

    boolean escaped() {
      return escaped;
    }
  }

  /**
   * The macros around a node. Of one name only the innermost is known.
   *
   * @param depth how many variables there are, the hidden ones too
   */
  private record Around(Map<String, Variable> variables, Map<String, Bound> bound, int depth) {
    static final Around NOTHING = new Around(Map.of(), Map.of(), 0);

    Around with(String name, Variable variable) {
      Map<String, Variable> more = new HashMap<>(variables);
      more.put(name, variable);
      return new Around(Map.copyOf(more), without(bound, name), depth + 1);
    }

    Around with(String name, Bound value) {
      Map<String, Bound> more = new HashMap<>(bound);
      more.put(name, value);
      return new Around(without(variables, name), Map.copyOf(more), depth);
    }

    private static <T> Map<String, T> without(Map<String, T> named, String name) {
      if (!named.containsKey(name)) {
        return named;
      }
      Map<String, T> others = new HashMap<>(named);
      others.remove(name);
      return Map.copyOf(others);
    }
  }

  /** The pattern, when it is one. */
  static Optional<Pattern> pattern(String source) {
    try {
      return Optional.of(Pattern.compile(source));
    } catch (PatternSyntaxException _) {
      return Optional.empty();
    }
  }

  /** The value of a call on constants; empty when it fails, which is for evaluation to say. */
  static Optional<Object> evaluate(Call call) {
    Object[] values = new Object[call.arguments().size()];
    for (int i = 0; i < values.length; i++) {
      if (!(call.arguments().get(i) instanceof Constant(Object value, _))) {
        return Optional.empty();
      }
      values[i] = value;
    }
    Object value = call.function().call(values);
    return value instanceof Outcome ? Optional.empty() : Optional.of(value);
  }
}

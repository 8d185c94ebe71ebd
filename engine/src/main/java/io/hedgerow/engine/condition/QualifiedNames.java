package io.hedgerow.engine.condition;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.CelSelect;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.ast.CelReference;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes the selection {@code event.link} as a look-up of the member {@code event.link} of {@code
 * event}. The interpreter names the member it did not find, and that is then the whole name. Ids of
 * nodes stay, so types and references of the checked tree still fit.
 */
final class QualifiedNames {
  /** Every root there is. */
  static final Set<String> ROOTS =
      Set.of("event", "actor", "subject", "counter", "list", "score", "match");

  private final CelAbstractSyntaxTree ast;

  /** New names of what {@code cel.bind} gave a name around here. */
  private final Map<String, String> bound;

  /** What identifiers refer to, by the id of their node. */
  private final Map<Long, CelReference> references;

  private QualifiedNames(
      CelAbstractSyntaxTree ast, Map<String, String> bound, Map<Long, CelReference> references) {
    this.ast = ast;
    this.bound = bound;
    this.references = references;
  }

  static CelAbstractSyntaxTree qualify(CelAbstractSyntaxTree ast) {
    Map<Long, CelReference> references = new HashMap<>(ast.getReferenceMap());
    CelExpr qualified = new QualifiedNames(ast, Map.of(), references).qualify(ast.getExpr());
    return CelAbstractSyntaxTree.newCheckedAst(
        qualified, ast.getSource(), references, ast.getTypeMap());
  }

  /** The name that an expression is, such as {@code event.link}; empty when it is more. */
  static String name(CelAbstractSyntaxTree ast) {
    CelExpr expr = ast.getExpr();
    return expr.getKind() == Kind.SELECT
            && !expr.select().testOnly()
            && isRoot(ast, expr.select().operand())
        ? expr.select().operand().ident().name() + "." + expr.select().field()
        : "";
  }

  private CelExpr qualify(CelExpr expr) {
    return switch (expr.getKind()) {
      case NOT_SET, CONSTANT -> expr;
      case IDENT -> identifier(expr);
      case SELECT -> select(expr.id(), expr.select());
      case CALL -> call(expr.id(), expr.call());
      case LIST ->
          CelExpr.ofList(expr.id(), qualify(expr.list().elements()), expr.list().optionalIndices());
      case STRUCT -> struct(expr);
      case MAP -> map(expr);
      case COMPREHENSION -> comprehension(expr.id(), expr.comprehension());
    };
  }

  private CelExpr identifier(CelExpr expr) {
    String renamed = bound.get(expr.ident().name());
    if (renamed == null) {
      return expr;
    }
    references.put(expr.id(), CelReference.newBuilder().setName(renamed).build());
    return CelExpr.ofIdent(expr.id(), renamed);
  }

  private ImmutableList<CelExpr> qualify(ImmutableList<CelExpr> all) {
    return all.stream().map(this::qualify).collect(ImmutableList.toImmutableList());
  }

  private CelExpr select(long id, CelSelect select) {
    String field =
        isRoot(ast, select.operand())
            ? select.operand().ident().name() + "." + select.field()
            : select.field();
    return CelExpr.ofSelect(id, qualify(select.operand()), field, select.testOnly());
  }

  /** True for {@code event} and its like, where no macro's variable hides it. */
  static boolean isRoot(CelAbstractSyntaxTree ast, CelExpr operand) {
    return operand.getKind() == Kind.IDENT
        && ROOTS.contains(operand.ident().name())
        && ast.getType(operand.id())
            .filter(type -> type.name().equals(Vocabulary.PREFIX + operand.ident().name()))
            .isPresent();
  }

  private CelExpr call(long id, CelCall call) {
    return CelExpr.ofCall(
        id, call.target().map(this::qualify), call.function(), qualify(call.args()));
  }

  private CelExpr struct(CelExpr expr) {
    return CelExpr.ofStruct(
        expr.id(),
        expr.struct().messageName(),
        expr.struct().entries().stream()
            .map(e ->
                CelExpr.ofStructEntry(e.id(), e.fieldKey(), qualify(e.value()), e.optionalEntry()))
            .collect(ImmutableList.toImmutableList()));
  }

  private CelExpr map(CelExpr expr) {
    return CelExpr.ofMap(
        expr.id(),
        expr.map().entries().stream()
            .map(e ->
                CelExpr.ofMapEntry(e.id(), qualify(e.key()), qualify(e.value()), e.optionalEntry()))
            .collect(ImmutableList.toImmutableList()));
  }

  private CelExpr comprehension(long id, CelComprehension fold) {
    String result = isBind(fold) ? fold.accuVar() + "@" + id : fold.accuVar();
    QualifiedNames after = isBind(fold) ? with(fold.accuVar(), result) : hiding(fold.accuVar());
    QualifiedNames within = hiding(fold.iterVar(), fold.iterVar2(), fold.accuVar());
    return CelExpr.ofComprehension(
        id,
        fold.iterVar(),
        fold.iterVar2(),
        qualify(fold.iterRange()),
        result,
        qualify(fold.accuInit()),
        within.qualify(fold.loopCondition()),
        within.qualify(fold.loopStep()),
        after.qualify(fold.result()));
  }

  /** {@code cel.bind} is parsed to a loop over nothing, which nobody could write by hand. */
  static boolean isBind(CelComprehension fold) {
    return fold.iterVar().equals("#unused");
  }

  /**
   * The interpreter evaluates what is bound when it is read, and would then take an inner name for
   * an outer one that is called the same, without end; so each gets a name of its own.
   */
  private QualifiedNames with(String name, String renamed) {
    Map<String, String> more = new HashMap<>(bound);
    more.put(name, renamed);
    return new QualifiedNames(ast, Map.copyOf(more), references);
  }

  private QualifiedNames hiding(String... names) {
    if (Collections.disjoint(bound.keySet(), List.of(names))) {
      return this;
    }
    Map<String, String> fewer = new HashMap<>(bound);
    fewer.keySet().removeAll(List.of(names));
    return new QualifiedNames(ast, Map.copyOf(fewer), references);
  }
}

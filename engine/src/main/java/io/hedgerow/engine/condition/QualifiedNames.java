package io.hedgerow.engine.condition;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.CelSelect;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
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

  private QualifiedNames(CelAbstractSyntaxTree ast) {
    this.ast = ast;
  }

  static CelAbstractSyntaxTree qualify(CelAbstractSyntaxTree ast) {
    return CelAbstractSyntaxTree.newCheckedAst(
        new QualifiedNames(ast).qualify(ast.getExpr()),
        ast.getSource(),
        ast.getReferenceMap(),
        ast.getTypeMap());
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
      case NOT_SET, CONSTANT, IDENT -> expr;
      case SELECT -> select(expr.id(), expr.select());
      case CALL -> call(expr.id(), expr.call());
      case LIST ->
          CelExpr.ofList(expr.id(), qualify(expr.list().elements()), expr.list().optionalIndices());
      case STRUCT -> struct(expr);
      case MAP -> map(expr);
      case COMPREHENSION -> comprehension(expr.id(), expr.comprehension());
    };
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
    return CelExpr.ofComprehension(
        id,
        fold.iterVar(),
        fold.iterVar2(),
        qualify(fold.iterRange()),
        fold.accuVar(),
        qualify(fold.accuInit()),
        qualify(fold.loopCondition()),
        qualify(fold.loopStep()),
        qualify(fold.result()));
  }
}

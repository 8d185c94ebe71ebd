package io.hedgerow.engine.condition;

import com.google.common.collect.ImmutableList;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.CelMap;
import dev.cel.common.ast.CelExpr.CelStruct;

/** Gives the nodes of a tree other ids, so that trees can stand side by side in one. */
final class Renumbering {
  private final long first;
  private long next;

  /**
   * @param first what is added to every id
   */
  Renumbering(long first) {
    this.first = first;
    this.next = first;
  }

  /** An id beyond all that were given. */
  long next() {
    return next;
  }

  /** The new id of a node. */
  long of(long id) {
    next = Math.max(next, first + id + 1);
    return first + id;
  }

  CelExpr of(CelExpr expr) {
    long id = of(expr.id());
    return switch (expr.getKind()) {
      case NOT_SET -> CelExpr.ofNotSet(id);
      case CONSTANT -> CelExpr.ofConstant(id, expr.constant());
      case IDENT -> CelExpr.ofIdent(id, expr.ident().name());
      case SELECT ->
          CelExpr.ofSelect(
              id, of(expr.select().operand()), expr.select().field(), expr.select().testOnly());
      case CALL ->
          CelExpr.ofCall(
              id,
              expr.call().target().map(this::of),
              expr.call().function(),
              all(expr.call().args()));
      case LIST -> CelExpr.ofList(id, all(expr.list().elements()), expr.list().optionalIndices());
      case STRUCT -> struct(id, expr.struct());
      case MAP -> map(id, expr.map());
      case COMPREHENSION -> comprehension(id, expr.comprehension());
    };
  }

  private ImmutableList<CelExpr> all(ImmutableList<CelExpr> exprs) {
    return exprs.stream().map(this::of).collect(ImmutableList.toImmutableList());
  }

  private CelExpr struct(long id, CelStruct struct) {
    return CelExpr.ofStruct(
        id,
        struct.messageName(),
        struct.entries().stream()
            .map(e ->
                CelExpr.ofStructEntry(of(e.id()), e.fieldKey(), of(e.value()), e.optionalEntry()))
            .collect(ImmutableList.toImmutableList()));
  }

  private CelExpr map(long id, CelMap map) {
    return CelExpr.ofMap(
        id,
        map.entries().stream()
            .map(e -> CelExpr.ofMapEntry(of(e.id()), of(e.key()), of(e.value()), e.optionalEntry()))
            .collect(ImmutableList.toImmutableList()));
  }

  private CelExpr comprehension(long id, CelComprehension fold) {
    return CelExpr.ofComprehension(
        id,
        fold.iterVar(),
        fold.iterVar2(),
        of(fold.iterRange()),
        fold.accuVar(),
        of(fold.accuInit()),
        of(fold.loopCondition()),
        of(fold.loopStep()),
        of(fold.result()));
  }
}

package io.hedgerow.engine.compiler;

import static java.lang.constant.ConstantDescs.CD_Double;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;

import io.hedgerow.engine.compiler.Expr.Comparison;
import io.hedgerow.engine.compiler.Expr.Constant;
import io.hedgerow.engine.condition.Names.Storage;
import io.hedgerow.engine.condition.Outcome;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

/** Truth values as jumps with three ends: yes, no, and failed. */
final class Truths {
  private final Emitter emit;
  private final Writer write;
  private final CodeBuilder code;

  Truths(Emitter emit, Writer write) {
    this.emit = emit;
    this.write = write;
    this.code = write.code();
  }

  /** Jumps by a truth value. */
  void jump(Expr expr, Label yes, Label no, Label failed) {
    if (emit.isShared(expr)) {
      branch(expr, yes, no, failed);
      return;
    }
    switch (expr) {
      case Constant(Boolean truth, _) -> code.goto_(truth ? yes : no);
      case Expr.Not(Expr operand) -> jump(operand, no, yes, failed);
      case Expr.And(List<Expr> operands) -> chain(operands, false, yes, no, failed);
      case Expr.Or(List<Expr> operands) -> chain(operands, true, yes, no, failed);
      case Expr.NotFalse(Expr operand) -> jump(operand, yes, no, yes);
      case Comparison comparison -> compare(comparison, yes, no, failed);
      case Expr.Conditional(Expr condition, Expr then, Expr otherwise, _) -> {
        Label first = write.label();
        Label second = write.label();
        jump(condition, first, second, failed);
        code.labelBinding(first);
        jump(then, yes, no, failed);
        code.labelBinding(second);
        jump(otherwise, yes, no, failed);
      }
      default -> branch(expr, yes, no, failed);
    }
  }

  private void branch(Expr expr, Label yes, Label no, Label failed) {
    emit.value(expr, failed);
    if (expr.storage() != Storage.BOOL) {
      write.box(expr.storage());
      int object = write.keep(Storage.OBJECT);
      write.load(object, Storage.OBJECT);
      write.support("notTruth", Writer.desc(Outcome.class), CD_Object);
      int problem = write.keep(Storage.OBJECT);
      write.failIfOutcome(problem, failed);
      write.load(object, Storage.OBJECT);
      write.unbox(Storage.BOOL);
    }
    code.ifne(yes).goto_(no);
  }

  /**
   * Operands of {@code &&} or {@code ||} from left to right. The first that decides ends it; a
   * failure waits for one behind it that decides, and the leftmost failure counts.
   */
  private void chain(List<Expr> operands, boolean deciding, Label yes, Label no, Label failed) {
    int pending = write.local(Storage.OBJECT);
    code.aconst_null().astore(pending);
    for (Expr operand : operands) {
      Label next = write.label();
      Label broken = write.label();
      jump(operand, deciding ? yes : next, deciding ? next : no, broken);
      code.labelBinding(broken).aload(pending).ifnonnull(next);
      write.loadFailure();
      code.astore(pending).labelBinding(next);
    }
    Label clean = write.label();
    code.aload(pending).ifnull(clean).aload(pending);
    write.fail(failed);
    code.labelBinding(clean).goto_(deciding ? no : yes);
  }

  private void compare(Comparison comparison, Label yes, Label no, Label failed) {
    Storage storage = comparison.left().storage();
    emit.pair(comparison.left(), comparison.right(), storage, failed);
    Expr.Relation relation = comparison.relation();
    switch (storage) {
      case INT -> {
        code.lcmp();
        test(relation, yes);
      }
      case DOUBLE -> {
        boolean less = relation == Expr.Relation.LESS || relation == Expr.Relation.LESS_OR_EQUAL;
        if (comparison.total()) {
          code.invokestatic(CD_Double, "compare", MethodTypeDesc.of(CD_int, CD_double, CD_double));
        } else if (less) {
          code.dcmpg();
        } else {
          code.dcmpl();
        }
        test(relation, yes);
      }
      case BOOL -> code.if_icmpeq(yes);
      case TEXT, OBJECT ->
          code.invokevirtual(CD_Object, "equals", MethodTypeDesc.of(CD_boolean, CD_Object))
              .ifne(yes);
    }
    code.goto_(no);
  }

  private void test(Expr.Relation relation, Label yes) {
    switch (relation) {
      case EQUAL -> code.ifeq(yes);
      case LESS -> code.iflt(yes);
      case LESS_OR_EQUAL -> code.ifle(yes);
      case GREATER -> code.ifgt(yes);
      case GREATER_OR_EQUAL -> code.ifge(yes);
    }
  }

  /** Pushes it: 1 or 0. */
  void push(Expr expr, Label failed) {
    Label yes = write.label();
    Label no = write.label();
    Label end = write.label();
    jump(expr, yes, no, failed);
    code.labelBinding(yes).loadConstant(1).goto_(end);
    code.labelBinding(no).loadConstant(0).labelBinding(end);
  }
}

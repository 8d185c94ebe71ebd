package io.hedgerow.engine.compiler;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_long;

import io.hedgerow.engine.compiler.Expr.Arithmetic;
import io.hedgerow.engine.condition.Names.Storage;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;

/** Arithmetic in instructions, ints with a check for overflow. */
final class Calculation {
  private final Emitter emit;
  private final Writer write;
  private final CodeBuilder code;

  Calculation(Emitter emit, Writer write) {
    this.emit = emit;
    this.write = write;
    this.code = write.code();
  }

  void push(Arithmetic arithmetic, Label failed) {
    Storage storage = arithmetic.storage();
    int left = emit.parked(arithmetic.left(), storage, failed);
    int right = emit.parked(arithmetic.right(), storage, failed);
    if (storage == Storage.INT) {
      checkOverflow(arithmetic, left, right, failed);
    }
    write.load(left, storage);
    write.load(right, storage);
    boolean whole = storage == Storage.INT;
    switch (arithmetic.operation()) {
      case ADD -> operate(whole, code::ladd, code::dadd);
      case SUBTRACT -> operate(whole, code::lsub, code::dsub);
      case MULTIPLY -> operate(whole, code::lmul, code::dmul);
    }
  }

  private static void operate(boolean whole, Runnable ints, Runnable doubles) {
    (whole ? ints : doubles).run();
  }

  /** On overflow CEL's own function is called, which says what went wrong. */
  private void checkOverflow(Arithmetic arithmetic, int left, int right, Label failed) {
    Label fits = write.label();
    write.load(left, Storage.INT);
    write.load(right, Storage.INT);
    write.support(
        switch (arithmetic.operation()) {
          case ADD -> "addOverflows";
          case SUBTRACT -> "subtractOverflows";
          case MULTIPLY -> "multiplyOverflows";
        },
        CD_boolean,
        CD_long,
        CD_long);
    code.ifeq(fits);
    write.object(arithmetic.checked(), Function.class);
    write.load(left, Storage.INT);
    write.box(Storage.INT);
    write.load(right, Storage.INT);
    write.box(Storage.INT);
    write.support("call", CD_Object, Writer.desc(Function.class), CD_Object, CD_Object);
    write.fail(failed);
    code.labelBinding(fits);
  }
}

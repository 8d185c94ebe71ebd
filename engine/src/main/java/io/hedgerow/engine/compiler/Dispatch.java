package io.hedgerow.engine.compiler;

import static java.lang.constant.ConstantDescs.CD_int;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/**
 * A method {@code METHOD(int number, Scope scope)} that calls the static method {@code
 * TARGETnumber(scope)}: a switch over numbers, in fans where there are many, so that the JIT still
 * compiles each.
 *
 * @param owner the class both are in
 * @param result what both return
 */
record Dispatch(ClassDesc owner, String method, String target, ClassDesc result) {
  /** Cases of one switch. */
  private static final int FAN = 128;

  private MethodTypeDesc type() {
    return MethodTypeDesc.of(result, CD_int, Writer.SCOPE);
  }

  /** Adds it for these numbers. */
  void addTo(ClassBuilder builder, List<Integer> numbers) {
    List<Integer> sorted = numbers.stream().sorted().toList();
    for (int from = 0; from < sorted.size(); from += FAN) {
      List<Integer> fan = sorted.subList(from, Math.min(sorted.size(), from + FAN));
      HiddenClass.method(builder, method + "From" + from, type(), code -> fan(code, fan));
    }
    builder.withMethodBody(method, type(), ClassFile.ACC_PUBLIC, code -> fans(code, sorted));
  }

  private void fan(CodeBuilder code, List<Integer> numbers) {
    List<SwitchCase> cases = new ArrayList<>();
    numbers.forEach(number -> cases.add(SwitchCase.of(number, code.newLabel())));
    Label none = code.newLabel();
    code.iload(0).tableswitch(numbers.getFirst(), numbers.getLast(), none, cases);
    for (SwitchCase one : cases) {
      code.labelBinding(one.target()).aload(1);
      code.invokestatic(owner, target + one.caseValue(), MethodTypeDesc.of(result, Writer.SCOPE));
      code.return_(TypeKind.from(result));
    }
    code.labelBinding(none);
    unreachable(code);
  }

  private void fans(CodeBuilder code, List<Integer> numbers) {
    for (int from = 0; from < numbers.size(); from += FAN) {
      int last = numbers.get(Math.min(numbers.size(), from + FAN) - 1);
      Label beyond = code.newLabel();
      code.iload(1).loadConstant(last).if_icmpgt(beyond);
      code.iload(1).aload(2).invokestatic(owner, method + "From" + from, type());
      code.return_(TypeKind.from(result)).labelBinding(beyond);
    }
    unreachable(code);
  }

  private void unreachable(CodeBuilder code) {
    switch (TypeKind.from(result)) {
      case VOID -> {}
      case REFERENCE -> code.aconst_null();
      default -> code.loadConstant(0);
    }
    code.return_(TypeKind.from(result));
  }
}

package io.hedgerow.engine.compiler;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import io.hedgerow.engine.compiler.RuleIr.Part;
import io.hedgerow.engine.condition.Names.Storage;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes the class of an event type: a method for each rule, one for each shared part, and two
 * switches to reach them by number.
 */
final class ClassWriter {
  private static final ClassDesc PARENT = Writer.desc(RuleCode.class);
  private static final MethodTypeDesc RULE = MethodTypeDesc.of(CD_int, Writer.SCOPE);
  private static final MethodTypeDesc PART = MethodTypeDesc.of(CD_void, Writer.SCOPE);

  /** Cases of one switch, so that the JIT still compiles it. */
  private static final int FAN = 128;

  private final ClassDesc name = ClassDesc.of(ClassWriter.class.getPackageName(), "CompiledRules");
  private final Constants constants = new Constants();
  private final List<RuleIr> rules;
  private final Map<Expr, Integer> shared;

  private ClassWriter(List<RuleIr> rules, Map<Expr, Integer> shared) {
    this.rules = rules;
    this.shared = shared;
  }

  /**
   * Makes the class and its one instance. The class lives as long as the instance does.
   *
   * @throws IllegalArgumentException when a method would be longer than a method can be
   */
  static RuleCode write(List<RuleIr> rules, Map<Expr, Integer> shared) {
    ClassWriter writer = new ClassWriter(rules, shared);
    byte[] bytes = ClassFile.of().build(writer.name, writer::build);
    try {
      MethodHandles.Lookup hidden =
          MethodHandles.lookup()
              .defineHiddenClassWithClassData(bytes, writer.constants.values(), true);
      return (RuleCode)
          hidden
              .findConstructor(
                  hidden.lookupClass(), java.lang.invoke.MethodType.methodType(void.class))
              .invoke();
    } catch (Throwable impossible) {
      throw new IllegalStateException("compiled rules must make a class", impossible);
    }
  }

  private void build(ClassBuilder builder) {
    builder.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC).withSuperclass(PARENT);
    builder.withMethodBody(
        INIT_NAME,
        MTD_void,
        0,
        code -> code.aload(0).invokespecial(PARENT, INIT_NAME, MTD_void).return_());
    for (int i = 0; i < rules.size(); i++) {
      RuleIr rule = rules.get(i);
      method(builder, "rule" + i, RULE, code -> rule(rule, code));
    }
    shared.forEach((expr, slot) ->
        method(
            builder,
            "part" + slot,
            PART,
            code -> new Emitter(new Writer(code, constants), shared).define(expr, slot)));
    List<Integer> places = new ArrayList<>();
    rules.forEach(_ -> places.add(places.size()));
    dispatch(builder, "rule", places, true);
    dispatch(builder, "compute", List.copyOf(shared.values()), false);
  }

  private static void method(
      ClassBuilder builder,
      String name,
      MethodTypeDesc type,
      java.util.function.Consumer<CodeBuilder> body) {
    builder.withMethodBody(name, type, ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC, body::accept);
  }

  /** A switch over numbers, in fans where there are many. */
  private void dispatch(ClassBuilder builder, String method, List<Integer> keys, boolean rule) {
    MethodTypeDesc type = MethodTypeDesc.of(rule ? CD_int : CD_void, CD_int, Writer.SCOPE);
    List<Integer> sorted = keys.stream().sorted().toList();
    for (int from = 0; from < sorted.size(); from += FAN) {
      List<Integer> fan = sorted.subList(from, Math.min(sorted.size(), from + FAN));
      builder.withMethodBody(
          method + "From" + from,
          type,
          ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC,
          code -> fan(code, fan, rule));
    }
    builder.withMethodBody(
        method, type, ClassFile.ACC_PUBLIC, code -> fans(code, method, type, sorted, rule));
  }

  private void fan(CodeBuilder code, List<Integer> keys, boolean rule) {
    List<SwitchCase> cases = new ArrayList<>();
    keys.forEach(key -> cases.add(SwitchCase.of(key, code.newLabel())));
    Label none = code.newLabel();
    code.iload(0).tableswitch(keys.getFirst(), keys.getLast(), none, cases);
    for (SwitchCase one : cases) {
      code.labelBinding(one.target()).aload(1);
      code.invokestatic(name, (rule ? "rule" : "part") + one.caseValue(), rule ? RULE : PART);
      finish(code, rule);
    }
    code.labelBinding(none);
    unreachable(code, rule);
  }

  private void fans(
      CodeBuilder code, String method, MethodTypeDesc type, List<Integer> keys, boolean rule) {
    for (int from = 0; from < keys.size(); from += FAN) {
      int last = keys.get(Math.min(keys.size(), from + FAN) - 1);
      Label beyond = code.newLabel();
      code.iload(1).loadConstant(last).if_icmpgt(beyond);
      code.iload(1).aload(2).invokestatic(name, method + "From" + from, type);
      finish(code, rule);
      code.labelBinding(beyond);
    }
    unreachable(code, rule);
  }

  private static void finish(CodeBuilder code, boolean rule) {
    code.return_(rule ? TypeKind.INT : TypeKind.VOID);
  }

  private static void unreachable(CodeBuilder code, boolean rule) {
    if (rule) {
      code.loadConstant(RuleCode.NOT_HELD);
    }
    finish(code, rule);
  }

  /** Tries the conjuncts in order; of failures, that of the leftmost as written is reported. */
  private void rule(RuleIr rule, CodeBuilder code) {
    Writer write = new Writer(code, constants);
    Emitter emit = new Emitter(write, shared);
    int pending = write.local(Storage.OBJECT);
    int position = write.local(Storage.BOOL);
    code.aconst_null().astore(pending).loadConstant(Integer.MAX_VALUE).istore(position);
    Label no = write.label();
    for (Part part : rule.parts()) {
      Label next = write.label();
      Label failed = write.label();
      emit.resetSteps(part.expr());
      emit.jump(part.expr(), next, no, failed);
      code.labelBinding(failed).iload(position).loadConstant(part.position()).if_icmplt(next);
      write.loadFailure();
      code.astore(pending).loadConstant(part.position()).istore(position).labelBinding(next);
    }
    Label held = write.label();
    code.aload(pending).ifnull(held).aload(pending);
    write.report();
    code.loadConstant(RuleCode.FAILED).ireturn();
    code.labelBinding(held).loadConstant(RuleCode.HELD).ireturn();
    code.labelBinding(no).loadConstant(RuleCode.NOT_HELD).ireturn();
  }
}

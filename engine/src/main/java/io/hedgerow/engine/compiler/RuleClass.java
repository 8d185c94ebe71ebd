package io.hedgerow.engine.compiler;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import io.hedgerow.engine.compiler.RuleIr.Part;
import io.hedgerow.engine.condition.Names.Storage;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The class of an event type: a method for each rule, one for each shared part, and two switches to
 * reach them by number.
 */
final class RuleClass {
  private static final MethodTypeDesc RULE = MethodTypeDesc.of(CD_int, Writer.SCOPE);
  private static final MethodTypeDesc PART = MethodTypeDesc.of(CD_void, Writer.SCOPE);

  private final HiddenClass hidden = new HiddenClass("CompiledRules", RuleCode.class);
  private final List<RuleIr> rules;
  private final Map<Expr, Integer> shared;

  private RuleClass(List<RuleIr> rules, Map<Expr, Integer> shared) {
    this.rules = rules;
    this.shared = shared;
  }

  /**
   * Makes the class and its one instance.
   *
   * @param shared slots of parts that are computed once an event
   */
  static RuleCode write(List<RuleIr> rules, Map<Expr, Integer> shared) {
    RuleClass written = new RuleClass(rules, shared);
    return written.hidden.instance(RuleCode.class, written::build);
  }

  private void build(ClassBuilder builder) {
    for (int i = 0; i < rules.size(); i++) {
      RuleIr rule = rules.get(i);
      HiddenClass.method(builder, "rule" + i, RULE, code -> rule(rule, code));
    }
    shared.forEach((expr, slot) ->
        HiddenClass.method(
            builder,
            "part" + slot,
            PART,
            code -> new Emitter(new Writer(code, hidden.constants()), shared).define(expr, slot)));
    new Dispatch(hidden.name(), "rule", "rule", CD_int)
        .addTo(builder, IntStream.range(0, rules.size()).boxed().toList());
    new Dispatch(hidden.name(), "compute", "part", CD_void)
        .addTo(builder, List.copyOf(shared.values()));
  }

  /** Tries the conjuncts in order; of failures, that of the leftmost as written is reported. */
  private void rule(RuleIr rule, CodeBuilder code) {
    Writer write = new Writer(code, hidden.constants());
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

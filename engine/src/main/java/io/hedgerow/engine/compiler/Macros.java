package io.hedgerow.engine.compiler;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_boolean;

import io.hedgerow.engine.compiler.Expr.Variable;
import io.hedgerow.engine.condition.Checked;
import io.hedgerow.engine.condition.Names.Storage;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Macros as loops, and what the interpreter evaluates inside of them. A macro's variables are
 * locals, known by their depth; each holds a value or the failure that stands in its place.
 */
final class Macros {
  private final Emitter emit;
  private final Writer write;
  private final CodeBuilder code;
  private final Map<Integer, Integer> variables = new HashMap<>();

  Macros(Emitter emit, Writer write) {
    this.emit = emit;
    this.write = write;
    this.code = write.code();
  }

  /** Pushes the value of a variable. */
  void variable(Variable variable, Label failed) {
    int local = variables.getOrDefault(variable.depth(), -1);
    write.failIfOutcome(local, failed);
    write.load(local, Storage.OBJECT);
    write.unbox(variable.storage());
  }

  /** Pushes what the interpreter makes of a part. */
  void interpreted(Expr.Interpreted interpreted, Label failed) {
    List<String> names = List.copyOf(interpreted.variables().keySet());
    write.object(interpreted.program(), Checked.Interpreted.class);
    write.loadScope();
    write.object(names.toArray(String[]::new), String[].class);
    List<Integer> locals = new ArrayList<>();
    for (String name : names) {
      Variable variable = interpreted.variables().get(name);
      locals.add(variable == null ? -1 : variables.getOrDefault(variable.depth(), -1));
    }
    emit.array(locals);
    write.support(
        "interpret",
        CD_Object,
        Writer.desc(Checked.Interpreted.class),
        Writer.SCOPE,
        CD_String.arrayType(),
        CD_Object.arrayType());
    emit.checked(interpreted.storage(), failed);
  }

  /** Pushes what a macro comes to. */
  void fold(Expr.Fold fold, Label failed) {
    emit.valueAs(fold.range(), Storage.OBJECT, failed);
    write.support("iterate", CD_Object, CD_Object);
    int iterator = write.keep(Storage.OBJECT);
    write.failIfOutcome(iterator, failed);
    int result = write.local(Storage.OBJECT);
    int element = write.local(Storage.OBJECT);
    Label loop = write.label();
    carry(fold.start(), result, loop);
    variables.put(fold.result().depth(), result);
    variables.put(fold.element().depth(), element);
    Label done = write.label();
    Label body = write.label();
    code.labelBinding(loop).aload(iterator);
    write.support("hasNext", CD_boolean, CD_Object);
    code.ifeq(done);
    countStep(failed);
    code.aload(iterator);
    write.support("next", CD_Object, CD_Object);
    code.astore(element);
    emit.jump(fold.condition(), body, done, failed);
    code.labelBinding(body);
    carry(fold.step(), result, loop);
    code.labelBinding(done);
    emit.valueAs(fold.finish(), fold.storage(), failed);
  }

  /** Evaluates what is carried along, be it a value or a failure, and goes on at the label. */
  private void carry(Expr expr, int result, Label next) {
    Label broken = write.label();
    emit.valueAs(expr, Storage.OBJECT, broken);
    code.astore(result).goto_(next).labelBinding(broken);
    write.loadFailure();
    code.astore(result).goto_(next);
  }

  private void countStep(Label failed) {
    Label allowed = write.label();
    write.loadScope();
    write.scope("step", CD_boolean);
    code.ifne(allowed);
    write.object(Support.TOO_MANY_STEPS, Object.class);
    write.fail(failed);
    code.labelBinding(allowed);
  }
}

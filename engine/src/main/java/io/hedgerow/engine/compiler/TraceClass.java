package io.hedgerow.engine.compiler;

import static java.lang.constant.ConstantDescs.CD_Object;

import java.lang.classfile.ClassBuilder;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The class that shows what one rule saw: a method for each part of its trace. It reads the parts
 * that rules share from their slots, as the rules do.
 */
final class TraceClass {
  private static final MethodTypeDesc PART = MethodTypeDesc.of(CD_Object, Writer.SCOPE);

  private TraceClass() {}

  static TraceCode write(List<Expr> parts, Map<Expr, Integer> shared) {
    HiddenClass hidden = new HiddenClass("CompiledTrace", TraceCode.class);
    return hidden.instance(TraceCode.class, builder -> build(builder, hidden, parts, shared));
  }

  private static void build(
      ClassBuilder builder, HiddenClass hidden, List<Expr> parts, Map<Expr, Integer> shared) {
    for (int i = 0; i < parts.size(); i++) {
      Expr part = parts.get(i);
      HiddenClass.method(
          builder,
          "part" + i,
          PART,
          code -> new Emitter(new Writer(code, hidden.constants()), shared).give(part));
    }
    new Dispatch(hidden.name(), "value", "part", CD_Object)
        .addTo(builder, IntStream.range(0, parts.size()).boxed().toList());
  }
}

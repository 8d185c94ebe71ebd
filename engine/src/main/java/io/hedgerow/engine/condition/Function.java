package io.hedgerow.engine.condition;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.runtime.CelFunctionBinding;
import java.util.ArrayList;
import java.util.List;

/**
 * A function of ours that conditions can call, with what the reference page says of it.
 *
 * @param group the heading it stands under
 * @param parameters names and types, in order
 * @param example a call and what it gives, checked by a test: {@code lower("ÀB") == "àb"}
 * @param body pure; arguments have the Java types CEL uses (String, Long, Double, List, Map,
 *     Instant)
 */
record Function(
    String group,
    String name,
    List<Parameter> parameters,
    CelType result,
    String summary,
    String example,
    Body body) {

  /** A parameter: its name in the reference, CEL's type, and Java's. */
  record Parameter(String name, CelType type, Class<?> javaType) {}

  /** What the function computes. */
  @FunctionalInterface
  interface Body {
    Object apply(Object[] arguments);
  }

  Function {
    parameters = List.copyOf(parameters);
  }

  private String overload() {
    StringBuilder id = new StringBuilder("hedgerow_").append(name);
    parameters.forEach(p -> id.append('_').append(p.name()));
    return id.toString();
  }

  CelFunctionDecl declaration() {
    List<CelType> types = parameters.stream().map(Parameter::type).toList();
    return CelFunctionDecl.newFunctionDeclaration(
        name, CelOverloadDecl.newGlobalOverload(overload(), result, types));
  }

  @SuppressWarnings("Immutable") // bodies keep no state
  CelFunctionBinding binding() {
    List<Class<?>> types = new ArrayList<>();
    parameters.forEach(p -> types.add(p.javaType()));
    return CelFunctionBinding.from(overload(), types, body::apply);
  }
}

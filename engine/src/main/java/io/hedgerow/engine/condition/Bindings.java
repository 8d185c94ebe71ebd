package io.hedgerow.engine.condition;

import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.RuntimeEquality;
import dev.cel.runtime.RuntimeHelpers;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The bodies of every function conditions can call, CEL's and ours, by the overload's id. */
public final class Bindings {
  private final Map<String, CelFunctionBinding> byOverload = new HashMap<>();

  public Bindings() {
    RuntimeEquality equality =
        RuntimeEquality.create(RuntimeHelpers.create(), ConditionCompiler.OPTIONS);
    CelStandardFunctions.newBuilder()
        .build()
        .newFunctionBindings(equality, ConditionCompiler.OPTIONS)
        .forEach(binding -> byOverload.put(binding.getOverloadId(), binding));
    Functions.all()
        .forEach(function -> {
          CelFunctionBinding binding = function.binding();
          byOverload.put(binding.getOverloadId(), binding);
        });
  }

  /** Empty for what the interpreter evaluates in a way of its own. */
  public Optional<CelFunctionBinding> find(String overload) {
    return Optional.ofNullable(byOverload.get(overload));
  }
}

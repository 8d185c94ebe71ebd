package io.hedgerow.engine.condition;

import dev.cel.runtime.CelFunctionBinding;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The bodies of every function conditions can call, CEL's and ours, by the overload's id. */
public final class Bindings {
  private final Map<String, CelFunctionBinding> byOverload = new HashMap<>();

  public Bindings() {
    Dialect.bindings().forEach(binding -> byOverload.put(binding.getOverloadId(), binding));
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

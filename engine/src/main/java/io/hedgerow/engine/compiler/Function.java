package io.hedgerow.engine.compiler;

import com.google.common.base.Joiner;
import dev.cel.common.exceptions.CelRuntimeException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import io.hedgerow.engine.condition.Outcome;
import io.hedgerow.engine.condition.Problems;

/**
 * One overload of a function, called directly: the very body that the interpreter would look up and
 * call. Equal when they are the same overload.
 */
public record Function(String name, CelFunctionBinding binding) {

  /** The value, or the {@link Outcome} that stands in its place. */
  Object call(Object[] arguments) {
    if (!CelFunctionOverload.canHandle(arguments, binding.getArgTypes(), binding.isStrict())) {
      return new Outcome.Failed(
          "No matching overload for function '"
              + name
              + "'. Overload candidates: "
              + binding.getOverloadId());
    }
    try {
      return binding.getDefinition().apply(arguments);
    } catch (CelRuntimeException known) {
      return Problems.of(known.getCause() instanceof Exception cause ? cause : known);
    } catch (RuntimeException unforeseen) {
      return new Outcome.Failed(
          "Function '%s' failed with arg(s) '%s'"
              .formatted(binding.getOverloadId(), Joiner.on(", ").join(arguments)));
    } catch (Exception failure) {
      return Problems.of(failure);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Function f && binding.getOverloadId().equals(f.binding.getOverloadId());
  }

  @Override
  public int hashCode() {
    return binding.getOverloadId().hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}

package io.hedgerow.engine.condition;

import dev.cel.runtime.CelFunctionResolver;
import dev.cel.runtime.CelResolvedOverload;
import java.util.Collection;
import java.util.Optional;

/** Binds {@code has_label(entity, policy)} to the scope of the event in hand. */
record LabelFunction(Scope scope) implements CelFunctionResolver {
  static final String NAME = "has_label";
  static final String OVERLOAD = "hedgerow_has_label";

  @Override
  public Optional<CelResolvedOverload> findOverloadMatchingArgs(
      String function, Collection<String> overloads, Object[] arguments) {
    return function.equals(NAME) ? Optional.of(overload()) : Optional.empty();
  }

  @Override
  public Optional<CelResolvedOverload> findOverloadMatchingArgs(
      String function, Object[] arguments) {
    return function.equals(NAME) ? Optional.of(overload()) : Optional.empty();
  }

  @SuppressWarnings("Immutable") // lives for one evaluation, within one thread
  private CelResolvedOverload overload() {
    return CelResolvedOverload.of(
        NAME,
        OVERLOAD,
        arguments -> scope.hasLabel((String) arguments[0], (String) arguments[1]),
        true,
        String.class,
        String.class);
  }
}

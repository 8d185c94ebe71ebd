package io.hedgerow.engine.condition;

import dev.cel.common.exceptions.CelAttributeNotFoundException;
import dev.cel.runtime.CelFunctionResolver;
import dev.cel.runtime.CelResolvedOverload;
import java.util.Collection;
import java.util.Optional;

/** Binds {@code has_label(entity, policy)} to the scope of the event in hand. */
record LabelFunction(Scope scope) implements CelFunctionResolver {
  static final String NAME = "has_label";

  /** What answers are recorded under: {@code label.account:u1.spam}. */
  static final String ROOT = "label";

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
        arguments -> answer((String) arguments[0], (String) arguments[1]),
        true,
        String.class,
        String.class);
  }

  private boolean answer(String entity, String policy) {
    if (scope.labelProblem(entity, policy) instanceof Outcome.Missing(String question)) {
      throw CelAttributeNotFoundException.forMissingMapKey(question);
    }
    return scope.hasLabel(entity, policy);
  }
}

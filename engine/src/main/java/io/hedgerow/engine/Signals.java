package io.hedgerow.engine;

import io.hedgerow.engine.pack.SignalDefinition;
import java.util.Optional;

/**
 * Computes the signals that cost: scores of models, matches of banks. Asked at most once an event.
 */
@FunctionalInterface
public interface Signals {

  /** Has none; every score and match is absent. */
  Signals NONE = (_, _) -> Optional.empty();

  /**
   * The signal's value: a {@code Double} in [0, 1] for a score, a {@code Long} distance for a
   * match; empty when it has none for this input.
   *
   * @param input the value of the field the signal looks at
   */
  Optional<Object> find(SignalDefinition signal, Object input);
}

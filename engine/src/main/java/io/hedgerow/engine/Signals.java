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
   * A match of a bank. Conditions read the distance; all of it is recorded with the decision.
   *
   * @param distance bits that differ, at least 0
   * @param source who vouches for the hash, for example {@code ncmec}
   * @param hash the source's own name for it
   */
  record Match(long distance, String source, String hash) {}

  /**
   * The signal's value: a {@code Double} in [0, 1] for a score, a {@link Match} for a match; empty
   * when it has none for this input.
   *
   * @param input the value of the field the signal looks at
   */
  Optional<Object> find(SignalDefinition signal, Object input);
}

package io.hedgerow.server.traffic;

import java.util.List;
import java.util.Optional;

/** Turns texts into embeddings where an encoder is loaded. */
@FunctionalInterface
public interface Texts {
  /** Has no encoder. */
  Texts NONE = _ -> Optional.empty();

  /** One vector for each text; empty when nothing is loaded that could make them. */
  Optional<double[][]> embed(List<String> texts);
}

package io.hedgerow.engine.pack;

import java.util.List;
import java.util.Optional;

/** What came of loading a pack. */
public sealed interface PackLoading {

  /**
   * @param warnings what the author should look at, though the pack loads
   */
  record Loaded(Pack pack, List<Diagnostic> warnings) implements PackLoading {}

  /**
   * @param diagnostics everything wrong, at least one of them an error
   * @param readable what could be read, when all names that CEL may use are in it: its CEL can be
   *     checked too, so that the author hears of everything at once
   */
  record Failed(List<Diagnostic> diagnostics, Optional<Pack> readable) implements PackLoading {}
}

package io.hedgerow.engine.pack;

import java.util.List;

/** What came of loading a pack. */
public sealed interface PackLoading {

  /**
   * @param warnings what the author should look at, though the pack loads
   */
  record Loaded(Pack pack, List<Diagnostic> warnings) implements PackLoading {}

  /**
   * @param diagnostics everything wrong, at least one of them an error
   */
  record Failed(List<Diagnostic> diagnostics) implements PackLoading {}
}

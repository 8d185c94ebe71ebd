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
   * @param readable what is sound of it, without whatever asks for something that could not be
   *     read: its CEL can be checked too, so that the author hears of everything at once; empty
   *     when no event type could be read
   */
  record Failed(List<Diagnostic> diagnostics, Optional<Pack> readable) implements PackLoading {}
}

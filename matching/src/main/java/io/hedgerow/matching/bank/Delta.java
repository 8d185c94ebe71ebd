package io.hedgerow.matching.bank;

import java.util.List;

/**
 * One page of what changed at a source since a checkpoint.
 *
 * @param changes in the order in which they are to be applied
 * @param checkpoint where the next page begins; opaque, kept with the bank
 * @param more whether another page is ready now
 * @param faults one line each for entries left out, saying which and why
 */
public record Delta(List<Change> changes, String checkpoint, boolean more, List<String> faults) {
  public Delta {
    changes = List.copyOf(changes);
    faults = List.copyOf(faults);
  }

  /** What happened to one of the source's entries. */
  public sealed interface Change {
    /** New, or said anew. */
    record Put(KnownHash known) implements Change {}

    /** A tombstone: the source no longer vouches for it. */
    record Withdrawn(String source, String id) implements Change {}
  }
}

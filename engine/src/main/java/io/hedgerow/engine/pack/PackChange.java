package io.hedgerow.engine.pack;

import java.util.List;
import java.util.Optional;

/**
 * One part of a pack that came, went or changed.
 *
 * @param part what it is, in the Words: {@code rule}, {@code counter}, {@code policy}, {@code
 *     list}, {@code event type}, {@code signal}, {@code test} or {@code pack}
 * @param id its name
 * @param details what about it differs, in the order packs write it
 * @param note what the change means for a running engine; empty when there is nothing to say
 */
public record PackChange(
    String part, String id, Kind kind, List<Detail> details, Optional<String> note) {
  public PackChange {
    details = List.copyOf(details);
  }

  /** What happened to a part. */
  public enum Kind {
    ADDED,
    REMOVED,
    CHANGED
  }

  /**
   * One attribute of a part.
   *
   * @param before as packs write it; empty when it was not there
   * @param after as packs write it; empty when it is gone
   */
  public record Detail(String attribute, Optional<String> before, Optional<String> after) {}
}

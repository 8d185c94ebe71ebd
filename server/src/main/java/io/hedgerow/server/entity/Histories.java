package io.hedgerow.server.entity;

import io.hedgerow.ledger.history.HistoryEntry;
import io.hedgerow.server.review.Bounds;
import java.util.List;
import java.util.Optional;
import org.springframework.security.core.Authentication;

/** What somebody may see of an entity's history. */
public final class Histories {
  private Histories() {}

  /**
   * An account's history shows what it posted, so decisions about what belongs to a queue that the
   * reader has no grant for are left out.
   */
  public static List<HistoryEntry> open(
      Bounds bounds, Authentication who, List<HistoryEntry> entries) {
    return bounds.open(
        who,
        entries,
        entry ->
            entry instanceof HistoryEntry.Decided(var stored)
                ? Bounds.about(stored.decision())
                : Optional.empty());
  }
}

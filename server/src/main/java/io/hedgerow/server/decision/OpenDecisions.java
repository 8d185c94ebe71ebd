package io.hedgerow.server.decision;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.decision.DecisionFilter;
import io.hedgerow.ledger.decision.StoredDecision;
import io.hedgerow.server.review.Bounds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.core.Authentication;

/**
 * Decisions without those about what belongs to a queue that the reader has no grant for.
 * Thread-safe.
 */
public final class OpenDecisions {
  /** How often more is read to fill a page: a search for what is closed must come to an end. */
  private static final int MOST_READS = 10;

  private final LedgerReader reader;
  private final Bounds bounds;

  OpenDecisions(LedgerReader reader, Bounds bounds) {
    this.reader = reader;
    this.bounds = bounds;
  }

  /**
   * A page of them, newest first.
   *
   * @param withheld how many were passed over
   * @param next sequence number before which to go on; empty at the end
   */
  public record Page(List<StoredDecision> decisions, int withheld, Optional<Long> next) {}

  /**
   * The newest matching ones.
   *
   * @param before sequence number to go on from, exclusive; {@code Long.MAX_VALUE} to begin
   * @param limit at most that many
   */
  public Page list(Authentication who, DecisionFilter filter, long before, int limit) {
    List<StoredDecision> open = new ArrayList<>();
    int withheld = 0;
    long from = before;
    for (int read = 0; read < MOST_READS; read++) {
      List<StoredDecision> page = reader.decisions(filter, from, limit);
      Set<StoredDecision> allowed = new HashSet<>(bounds.open(who, page, OpenDecisions::about));
      for (StoredDecision stored : page) {
        from = stored.sequence();
        if (!allowed.contains(stored)) {
          withheld++;
        } else {
          open.add(stored);
          if (open.size() == limit) {
            return new Page(open, withheld, Optional.of(from));
          }
        }
      }
      if (page.size() < limit) {
        return new Page(open, withheld, Optional.empty());
      }
    }
    return new Page(open, withheld, Optional.of(from));
  }

  private static Optional<EntityId> about(StoredDecision stored) {
    return Bounds.about(stored.decision());
  }
}

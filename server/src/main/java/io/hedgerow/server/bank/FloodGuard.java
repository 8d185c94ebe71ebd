package io.hedgerow.server.bank;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.ledger.bank.BankChange;
import io.hedgerow.ledger.bank.BankChange.Hash;
import io.hedgerow.ledger.enforcement.ReviewRequests;
import io.hedgerow.matching.bank.Flood;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops a hash that suddenly matches far more than it ever did, and asks for a person. What a
 * person has confirmed is not stopped again.
 */
final class FloodGuard {
  private static final Logger LOG = LoggerFactory.getLogger(FloodGuard.class);

  private final Jdbi jdbi;
  private final BankShelf shelf;
  private final BankRecord sightings;
  private final Flood flood;

  FloodGuard(Jdbi jdbi, BankShelf shelf, BankRecord sightings, Flood flood) {
    this.jdbi = jdbi;
    this.shelf = shelf;
    this.sightings = sightings;
    this.flood = flood;
  }

  /** Looks at hashes that have just matched. */
  void look(Collection<Hash> matched, Instant now) {
    for (Hash hash : matched) {
      if (shelf.opinion(hash) == Opinion.NONE) {
        long lastHour = sightings.lastHour(hash, now);
        long busiest = sightings.busiestHour(hash, now);
        if (flood.is(lastHour, busiest)) {
          suspend(hash, lastHour, busiest, now);
        }
      }
    }
  }

  private void suspend(Hash hash, long lastHour, long busiest, Instant now) {
    String reason =
        "%d matches in an hour; the busiest hour of the week before had %d"
            .formatted(lastHour, busiest);
    LOG.warn("known hash {} is suspended: {}", hash, reason);
    jdbi.useTransaction(handle -> {
      ReviewRequests requests = new ReviewRequests(handle);
      String policy = shelf.definition(hash.bank()).map(bank -> bank.policy()).orElse("");
      requests.add(new EntityId("hash", hash.toString()), policy, "flood", now);
      requests.write();
    });
    shelf.change(
        "hedgerow",
        List.of(new BankChange(BankChange.Kind.SUSPEND, hash, "", "", "hedgerow", reason, now)),
        Optional.empty());
  }
}

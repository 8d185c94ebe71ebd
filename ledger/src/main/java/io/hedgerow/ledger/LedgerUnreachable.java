package io.hedgerow.ledger;

import java.time.Duration;

/**
 * The database was gone for longer than the ledger waits. What was being written may or may not be
 * there; writing it again is safe, since every write has a key.
 */
public final class LedgerUnreachable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LedgerUnreachable(Duration waited, Throwable cause) {
    super(
        "the database did not come back within %d s: %s"
            .formatted(waited.toSeconds(), cause.getMessage()),
        cause);
  }
}

package io.hedgerow.ledger.reputation;

import io.hedgerow.ledger.enforcement.Ranking.SourceName;
import java.time.Instant;

/**
 * How far a source is believed from a moment on.
 *
 * @param value in [0, 1]; a machine's confidence is multiplied by it. People's judgements always
 *     act; their reputation is only known
 * @param upheld decisions of the source that were appealed and stayed
 * @param overturned decisions of the source that were appealed and taken back
 * @param label the newest one that it does not count for
 */
public record Reputation(
    SourceName source,
    double value,
    int upheld,
    int overturned,
    String reason,
    Instant at,
    long label) {
  public Reputation {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("reputation must be in [0, 1], was " + value);
    }
  }
}

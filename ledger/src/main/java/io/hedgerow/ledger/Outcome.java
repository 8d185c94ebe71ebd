package io.hedgerow.ledger;

import io.hedgerow.ledger.decision.StoredDecision;

/** What became of one event of a batch. */
public sealed interface Outcome {

  /** It is kept, under that sequence number. */
  record Stored(long sequence) implements Outcome {}

  /** It was there already, with the same content; this is the decision it has. */
  record Repeat(StoredDecision stored) implements Outcome {}

  /** Another event has its source and id and says something else; that one stays. */
  record Conflict(StoredDecision stored, String contentHash) implements Outcome {}
}

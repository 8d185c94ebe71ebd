package io.hedgerow.review.cases;

import java.time.Instant;
import java.util.UUID;

/**
 * The right of one reviewer to decide one case, until that time or until somebody else takes it
 * after that time.
 *
 * @param token what the decision must bring back
 */
public record Lease(UUID token, String reviewer, Instant until, ReviewCase item) {
  /** When the case was given to the reviewer. */
  public Instant given() {
    return until.minus(Desk.LEASE);
  }
}

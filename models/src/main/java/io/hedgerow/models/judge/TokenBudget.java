package io.hedgerow.models.judge;

import java.util.Optional;

/**
 * How many tokens may still be spent. A call reserves what it may cost before it is made and gives
 * back what it did not, so calls under way together cannot overspend. Safe for use by many threads.
 */
final class TokenBudget {
  private long left;

  TokenBudget(long tokens) {
    left = tokens;
  }

  synchronized boolean reserve(long tokens) {
    if (tokens > left) {
      return false;
    }
    left -= tokens;
    return true;
  }

  /**
   * Settles a reservation.
   *
   * @param spent what it really cost; where nobody says, all of it
   */
  synchronized void settle(long reserved, Optional<Long> spent) {
    left += reserved - spent.orElse(reserved);
  }

  synchronized long left() {
    return Math.max(0, left);
  }
}

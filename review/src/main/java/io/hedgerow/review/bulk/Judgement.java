package io.hedgerow.review.bulk;

import java.time.Duration;
import java.util.Optional;

/**
 * What a bulk action says of each of its entities.
 *
 * @param policy in question
 * @param violates true when they break it, false when they do not
 * @param reason 1 to 2,000 characters; users read it in their statements
 * @param lasts how long it counts, when shorter than the policy says
 */
public record Judgement(String policy, boolean violates, String reason, Optional<Duration> lasts) {
  private static final int LONGEST_REASON = 2_000;

  public Judgement {
    reason = reason.strip();
    if (policy.isEmpty() || policy.length() > 100) {
      throw new IllegalArgumentException(
          "policy must have 1 to 100 characters, had " + policy.length());
    }
    if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
      throw new IllegalArgumentException(
          "reason must have 1 to %d characters, had %d".formatted(LONGEST_REASON, reason.length()));
    }
    if (lasts.filter(d -> d.isNegative() || d.isZero()).isPresent()) {
      throw new IllegalArgumentException(
          "a judgement must last longer than nothing, was " + lasts.get());
    }
    if (!violates && lasts.isPresent()) {
      throw new IllegalArgumentException("only a violation lasts for a time; leave `lasts` out");
    }
  }
}

package io.hedgerow.review.cases;

import io.hedgerow.engine.policy.Action;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * What a reviewer says about a case they hold.
 *
 * @param policy that is broken; empty when none is. On an appeal the policy that was found broken
 *     upholds the restriction, none overturns it, and another one, or the same for a shorter time,
 *     takes its place
 * @param lasts how long the label counts, when shorter than the policy says
 * @param action what is to be done instead of what the policy says; empty where it decides
 * @param cluster true to decide every open case that says the same
 * @param seen what {@link Content#seen} said of the content that the reviewer looked at; when it is
 *     not given, they are taken to have looked when the case was given to them
 */
public record Ruling(
    long item,
    UUID token,
    String reviewer,
    Optional<String> policy,
    String reason,
    Optional<Duration> lasts,
    Optional<Action> action,
    boolean cluster,
    Optional<String> seen) {
  public Ruling {
    if (reason.isBlank() || reason.length() > 2_000) {
      throw new IllegalArgumentException(
          "reason must have 1 to 2000 characters, had " + reason.strip().length());
    }
  }

  /** A decision that leads to what the policy says. */
  public Ruling(
      long item,
      UUID token,
      String reviewer,
      Optional<String> policy,
      String reason,
      Optional<Duration> lasts,
      boolean cluster) {
    this(item, token, reviewer, policy, reason, lasts, Optional.empty(), cluster, Optional.empty());
  }

  /** The key it is written under: the same decision sent twice is one. */
  public String key() {
    return "review:" + token;
  }
}

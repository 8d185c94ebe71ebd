package io.hedgerow.ledger.quota;

import io.hedgerow.engine.policy.Action;
import io.hedgerow.engine.policy.Policy;
import io.hedgerow.ledger.rulebook.Rulebook;

/**
 * How many labels one rule may write in a day (UTC) before its breaker trips. A rule's own {@code
 * quota} goes first; the defaults follow the ones Bluesky's automod is run with.
 *
 * @param removals for labels whose policy removes or suspends
 * @param others for all other labels
 */
public record Quotas(int removals, int others) {
  public static final Quotas DEFAULT = new Quotas(200, 10_000);

  public Quotas {
    if (removals < 0 || others < 0) {
      throw new IllegalArgumentException(
          "quotas must not be negative, were " + removals + " and " + others);
    }
  }

  /** What the rule may write in a day when it labels by that policy. */
  public int of(String rule, String policy, Rulebook rulebook) {
    Integer own = rulebook.quotas().get(rule);
    if (own != null) {
      return own;
    }
    return rulebook.policy(policy).filter(Quotas::removes).isPresent() ? removals : others;
  }

  private static boolean removes(Policy policy) {
    return hard(policy.enforcement().action())
        || policy.enforcement().surfaces().values().stream().anyMatch(Quotas::hard);
  }

  private static boolean hard(Action action) {
    return action == Action.REMOVE || action == Action.SUSPEND;
  }
}

package io.hedgerow.simulator;

import java.util.Locale;

/** The attacks the simulator knows, with the policy each breaks in {@code packs/pinboard}. */
public enum Attack {
  /** New accounts pin dozens of links to one or two domains within the hour. */
  LINK_FLOOD("spam"),
  /** Accounts of any age comment the same advertisement in ever new words. */
  COMMENT_SPAM("spam"),
  /** Accounts made together, with near-equal profiles and pins. */
  ACCOUNT_FARM("spam"),
  /** Many accounts report one honest account within the hour. */
  REPORT_BRIGADE("harassment"),
  /** An old account logs in from elsewhere, changes its password and turns to spam. */
  ACCOUNT_TAKEOVER("account-takeover"),
  /** Accounts that save and praise each other and hardly anybody else. */
  ENGAGEMENT_RING("spam"),
  /** A link every few hours from several accounts to one domain, for days. */
  SLOW_DRIP("spam");

  private final String policy;

  Attack(String policy) {
    this.policy = policy;
  }

  public String policy() {
    return policy;
  }

  /** As commands and truth files write it: {@code link-flood}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The attack of that name, for example {@code link-flood}. */
  public static Attack of(String word) {
    for (Attack attack : values()) {
      if (attack.word().equals(word)) {
        return attack;
      }
    }
    throw new IllegalArgumentException("no attack is called `" + word + "`");
  }
}

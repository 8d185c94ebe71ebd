package io.hedgerow.matching.bank;

/**
 * What a bank is: a set of known hashes and how they are matched.
 *
 * @param id its name in rules, {@code match.ID}
 * @param policy the policy that a match breaks; empty for a negative bank
 * @param kind whether its hashes are to be found or to be left alone
 * @param stage how far a match may go
 * @param distance the most bits that may differ, in [0, 31]
 * @param minimumQuality the least PDQ quality, in [0, 100], that a picture needs to be matched
 */
public record Bank(
    String id, String policy, Kind kind, BankStage stage, int distance, int minimumQuality) {

  /** The largest distance a bank may have: PDQ hashes further apart say nothing. */
  public static final int MOST_DISTANCE = 31;

  /** What a bank's hashes are known for. */
  public enum Kind {
    /** Pictures that break the policy. */
    KNOWN,
    /** Pictures that are never to match any bank: a flag, a blank page, a logo. */
    NEGATIVE
  }

  public Bank {
    if (!id.matches("[a-z][a-z0-9_]*")) {
      throw new IllegalArgumentException(
          "a bank's id is lower-case letters, digits and _, was `" + id + "`");
    }
    if (distance < 0 || distance > MOST_DISTANCE) {
      throw new IllegalArgumentException("distance must be in [0, 31], was " + distance);
    }
    if (minimumQuality < 0 || minimumQuality > 100) {
      throw new IllegalArgumentException(
          "minimum quality must be in [0, 100], was " + minimumQuality);
    }
    if (kind == Kind.KNOWN && policy.isEmpty()) {
      throw new IllegalArgumentException("bank `" + id + "` needs a policy");
    }
  }
}

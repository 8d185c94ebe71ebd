package io.hedgerow.matching.bank;

/**
 * A picture found in a bank.
 *
 * @param known the hash it was near to, with its source
 * @param distance bits between the two, in [0, 31]
 */
public record BankMatch(Bank bank, KnownHash known, int distance) implements Comparable<BankMatch> {
  /** The nearest first, then by bank and id so that the order never depends on chance. */
  @Override
  public int compareTo(BankMatch other) {
    int order = Integer.compare(distance, other.distance);
    order = order != 0 ? order : bank.id().compareTo(other.bank.id());
    return order != 0 ? order : known.id().compareTo(other.known.id());
  }
}

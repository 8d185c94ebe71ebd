package io.hedgerow.review.bulk;

import java.util.List;

/**
 * What a bulk action would change, as it was worked out before anybody said that it shall be done.
 *
 * @param looked entities looked at so far
 * @param unknown of them, nothing was ever heard of
 * @param unchanged of them, nothing would change
 * @param entities how many would go from what to what
 * @param accounts how many of the accounts that own them would, by strikes
 */
public record Preview(
    int looked, int unknown, int unchanged, List<Move> entities, List<Move> accounts) {

  /** How many would go from one action to another; equal when only surfaces or times change. */
  public record Move(String before, String after, int count) {}

  public Preview {
    entities = List.copyOf(entities);
    accounts = List.copyOf(accounts);
  }
}

package io.hedgerow.simulator.score;

import io.hedgerow.simulator.Attack;

/**
 * How well one attack was found, on accounts. An account counts as found when it, or something it
 * made, carries an effective label.
 *
 * @param attackers accounts of the attack
 * @param found of them
 * @param labelled accounts found by any rule that found an account of this attack
 * @param honest of those, the ones that belong to no attack
 */
public record AttackScore(Attack attack, int attackers, int found, int labelled, int honest) {

  /** Share of the attack's accounts that were found; 1 when there are none. */
  public double recall() {
    return attackers == 0 ? 1 : (double) found / attackers;
  }

  /** Share of attackers among the accounts that the rules which found the attack labelled. */
  public double precision() {
    return labelled == 0 ? 1 : (double) (labelled - honest) / labelled;
  }
}

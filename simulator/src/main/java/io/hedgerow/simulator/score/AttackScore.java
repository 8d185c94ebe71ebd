package io.hedgerow.simulator.score;

import io.hedgerow.simulator.Attack;

/**
 * How well one attack was found. An account counts as found when it, or something it made, carries
 * an effective label; content counts as labelled only when it carries one itself.
 *
 * @param attackers accounts of the attack
 * @param found of them
 * @param labelled accounts found by any rule that found an account of this attack
 * @param honest of those, the ones that belong to no attack
 * @param content pins and comments that the attack's accounts made
 * @param labelledContent of them
 */
public record AttackScore(
    Attack attack,
    int attackers,
    int found,
    int labelled,
    int honest,
    int content,
    int labelledContent) {

  /** Share of the attack's accounts that were found; 1 when there are none. */
  public double recall() {
    return attackers == 0 ? 1 : (double) found / attackers;
  }

  /** Share of what the attack's accounts made that carries a label itself; 1 when it is nothing. */
  public double contentRecall() {
    return content == 0 ? 1 : (double) labelledContent / content;
  }

  /** Share of attackers among the accounts that the rules which found the attack labelled. */
  public double precision() {
    return labelled == 0 ? 1 : (double) (labelled - honest) / labelled;
  }
}

package io.hedgerow.simulator.score;

import io.hedgerow.simulator.Attack;

/**
 * How well one attack was found: its accounts, and what they made. An account counts as found when
 * it, or what an event of its own was about, carries an effective label; content only when it
 * carries one itself.
 */
public record AttackScore(Attack attack, Found accounts, Found content) {

  /**
   * One kind of entity.
   *
   * @param violating entities of the attack
   * @param found of them
   * @param labelled entities that carry a label of any rule that found one of this attack
   * @param honest of those, the ones that belong to no attack
   */
  public record Found(int violating, int found, int labelled, int honest) {

    /** Share of the attack's entities that were found; 1 when there are none. */
    public double recall() {
      return violating == 0 ? 1 : (double) found / violating;
    }

    /** Share of attacks' entities among those that the rules which found the attack labelled. */
    public double precision() {
      return labelled == 0 ? 1 : (double) (labelled - honest) / labelled;
    }

    /** True when both are at least that. */
    public boolean reaches(double precision, double recall) {
      return precision() >= precision && recall() >= recall;
    }
  }

  /** True when accounts and content alike are found that well. */
  public boolean reaches(double precision, double recall) {
    return accounts.reaches(precision, recall) && content.reaches(precision, recall);
  }
}

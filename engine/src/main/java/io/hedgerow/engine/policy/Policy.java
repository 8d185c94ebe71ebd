package io.hedgerow.engine.policy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A community guideline: its written text, how grave a breach is, what the law calls it, and what a
 * label of it leads to.
 *
 * @param id short and stable, for example {@code spam}; labels name it
 * @param severity 1 (nuisance) to 5 (danger to life)
 * @param legalCategory the statement category of the EU's DSA transparency database, without its
 *     {@code STATEMENT_CATEGORY_} prefix, for example {@code SCAMS_AND_FRAUD}
 * @param text the guideline as users read it
 * @param covers short examples of what breaks it
 * @param excludes short examples of what looks like it and does not
 * @param enforcement what a label does to the entity that carries it
 * @param strikes what a label costs the entity's owner
 * @param ladder what strikes lead to, by rising {@code strikes}
 */
public record Policy(
    String id,
    String title,
    int severity,
    String legalCategory,
    String text,
    List<String> covers,
    List<String> excludes,
    EntityEnforcement enforcement,
    Strikes strikes,
    List<Rung> ladder) {

  public Policy {
    if (severity < 1 || severity > 5) {
      throw new IllegalArgumentException("severity must be 1 to 5, was " + severity);
    }
    covers = List.copyOf(covers);
    excludes = List.copyOf(excludes);
    ladder = List.copyOf(ladder);
  }

  /**
   * What a label of the policy does to the entity it is on.
   *
   * @param action on every surface not named in {@code surfaces}
   * @param minimumConfidence machine labels below it change nothing and ask for review, [0, 1]
   * @param duration how long it lasts; empty means until lifted
   * @param surfaces exceptions by surface ({@code search}, {@code recommendations}, {@code
   *     notifications}, {@code direct}, or the community's own)
   */
  public record EntityEnforcement(
      Action action,
      double minimumConfidence,
      Optional<Duration> duration,
      Map<String, Action> surfaces) {
    public EntityEnforcement {
      surfaces = Map.copyOf(surfaces);
    }
  }

  /**
   * @param weight strikes added to the owner by one label; 0 means none
   * @param expires how long they count
   */
  public record Strikes(int weight, Duration expires) {}

  /**
   * One rung of the ladder: at this many unexpired strikes of the policy, the owner gets this
   * action.
   *
   * @param duration how long it lasts; empty means until lifted
   */
  public record Rung(int strikes, Action action, Optional<Duration> duration) {}
}

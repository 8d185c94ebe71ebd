package io.hedgerow.benchmarks.weeks;

import io.hedgerow.measurement.sampling.AuditChance;
import io.hedgerow.simulator.Attack;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Something whose prevalence is asked for, and how the answer is come by.
 *
 * @param name of the series; no two are alike
 * @param policy whose labels tell what looks suspicious
 * @param attacks what counts as breaking it
 * @param unlabelled score of what carries no label; empty leaves it to the sampler
 * @param sensitivity chance that the labeler calls what violates violating
 * @param falsePositives chance that the labeler calls what is fine violating
 * @param checked share of the labeler's negatives that are looked at again, with every positive; 0
 *     believes the labeler
 * @param checker who looks again; a third, who is right, settles where they disagree
 */
record Question(
    String name,
    String policy,
    Set<Attack> attacks,
    OptionalDouble unlabelled,
    double sensitivity,
    double falsePositives,
    double checked,
    Checker checker) {
  /** Who looks again. */
  enum Checker {
    /** Somebody who errs as the labeler does. */
    ALIKE,
    /** Somebody who does not err. */
    RIGHT
  }

  Question {
    attacks = Set.copyOf(attacks);
  }

  /** A policy, judged without error. */
  static Question of(String policy) {
    EnumSet<Attack> attacks = EnumSet.noneOf(Attack.class);
    for (Attack attack : Attack.values()) {
      if (attack.policy().equals(policy)) {
        attacks.add(attack);
      }
    }
    return new Question(policy, policy, attacks, OptionalDouble.empty(), 1, 0, 0, Checker.RIGHT);
  }

  /** One kind of attack as if it had a policy of its own: rarer. */
  static Question of(Attack attack) {
    return new Question(
        attack.word(),
        attack.policy(),
        Set.of(attack),
        OptionalDouble.empty(),
        1,
        0,
        0,
        Checker.RIGHT);
  }

  /** What carries no label is handed in as surely fine, which it is not. */
  Question trusting() {
    return new Question(
        name + ", unlabelled scored 0",
        policy,
        attacks,
        OptionalDouble.of(0),
        sensitivity,
        falsePositives,
        checked,
        checker);
  }

  Question labelledBy(double sensitivityOfLabeler, double falsePositivesOfLabeler) {
    return new Question(
        name + ", labeler errs",
        policy,
        attacks,
        unlabelled,
        sensitivityOfLabeler,
        falsePositivesOfLabeler,
        checked,
        checker);
  }

  /** Every positive of the labeler, and a share of the rest, is looked at again. */
  Question checked(double share, Checker by) {
    return new Question(
        name + ", checked", policy, attacks, unlabelled, sensitivity, falsePositives, share, by);
  }

  /** The same under another name. */
  Question named(String word) {
    return new Question(
        policy + ", " + word,
        policy,
        attacks,
        unlabelled,
        sensitivity,
        falsePositives,
        checked,
        checker);
  }

  boolean violates(SimulatedWeek.Seen seen) {
    return seen.attack().filter(attacks::contains).isPresent();
  }

  Optional<Double> score(SimulatedWeek.Seen seen) {
    OptionalDouble own = seen.confidence(policy);
    OptionalDouble score = own.isPresent() ? own : unlabelled;
    return score.isPresent() ? Optional.of(score.getAsDouble()) : Optional.empty();
  }

  /** The labeler's word; the same whenever it is asked about the same content. */
  int label(SimulatedWeek.Seen seen) {
    return says(dice(seen, "first"), seen);
  }

  private int says(double dice, SimulatedWeek.Seen seen) {
    return dice < (violates(seen) ? sensitivity : falsePositives) ? 1 : 0;
  }

  /** Entities have the same names in every week: the day keeps weeks from sharing their errors. */
  private double dice(SimulatedWeek.Seen seen, String whose) {
    long unit = 31L * seen.entity().toString().hashCode() + seen.day().toEpochDay();
    long seed = 31 * (31L * name.hashCode() + unit);
    return new SplittableRandom(seed + whose.hashCode()).nextDouble();
  }

  /**
   * With what chance the label is looked at again; empty where it is believed. A server knows by
   * then how much was drawn of the content; here its views stand in for that.
   *
   * @param mean views of content on that day
   */
  OptionalDouble chance(SimulatedWeek.Seen seen, double mean) {
    return checked == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            label(seen) == 1 ? 1 : new AuditChance(checked).of(false, seen.views(), mean));
  }

  /** What was settled by looking again; empty where nobody did. */
  OptionalInt truth(SimulatedWeek.Seen seen, double mean) {
    if (dice(seen, "chosen") >= chance(seen, mean).orElse(0)) {
      return OptionalInt.empty();
    }
    int truth = violates(seen) ? 1 : 0;
    int second = checker == Checker.RIGHT ? truth : says(dice(seen, "second"), seen);
    return OptionalInt.of(second == label(seen) ? second : truth);
  }
}

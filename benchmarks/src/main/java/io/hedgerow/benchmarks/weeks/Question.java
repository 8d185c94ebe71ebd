package io.hedgerow.benchmarks.weeks;

import io.hedgerow.simulator.Attack;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalDouble;
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
 */
record Question(
    String name,
    String policy,
    Set<Attack> attacks,
    OptionalDouble unlabelled,
    double sensitivity,
    double falsePositives) {
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
    return new Question(policy, policy, attacks, OptionalDouble.empty(), 1, 0);
  }

  /** One kind of attack as if it had a policy of its own: rarer. */
  static Question of(Attack attack) {
    return new Question(
        attack.word(), attack.policy(), Set.of(attack), OptionalDouble.empty(), 1, 0);
  }

  /** What carries no label is handed in as surely fine, which it is not. */
  Question trusting() {
    return new Question(
        name + ", unlabelled scored 0",
        policy,
        attacks,
        OptionalDouble.of(0),
        sensitivity,
        falsePositives);
  }

  Question labelledBy(double sensitivityOfLabeler, double falsePositivesOfLabeler) {
    return new Question(
        name + ", labeler errs",
        policy,
        attacks,
        unlabelled,
        sensitivityOfLabeler,
        falsePositivesOfLabeler);
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
    double dice =
        new SplittableRandom(31L * name.hashCode() + seen.entity().toString().hashCode())
            .nextDouble();
    return dice < (violates(seen) ? sensitivity : falsePositives) ? 1 : 0;
  }
}

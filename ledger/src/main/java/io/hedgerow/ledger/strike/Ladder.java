package io.hedgerow.ledger.strike;

import io.hedgerow.engine.policy.Action;
import io.hedgerow.engine.policy.Policy;
import io.hedgerow.engine.policy.Policy.Rung;
import io.hedgerow.ledger.enforcement.Enforcement.InForce;
import io.hedgerow.ledger.label.Expiry;
import io.hedgerow.ledger.label.Label;
import io.hedgerow.ledger.label.Label.Says.Clears;
import io.hedgerow.ledger.rulebook.Rulebook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** From an account's strikes to what its policies' ladders ask for. Pure. */
public final class Ladder {
  private Ladder() {}

  /**
   * The hardest rung in force for each policy. A strike reaches the highest rung that the strikes
   * counting at its moment allow; the rung's action lasts from then for the rung's duration.
   * Without one, a warning lasts as long as the strike, anything else until a person clears the
   * account of the policy.
   *
   * @param judgements on the account itself, by policy: a person's {@code Clears} lifts what was
   *     reached before it
   * @param ends receives every moment at which the answer can change by itself
   */
  public static List<InForce> inForce(
      List<Strike> strikes,
      Map<String, List<Label>> judgements,
      Rulebook rulebook,
      Instant at,
      Collection<Instant> ends) {
    Map<String, List<Strike>> byPolicy =
        strikes.stream()
            .collect(Collectors.groupingBy(Strike::policy, TreeMap::new, Collectors.toList()));
    List<InForce> found = new ArrayList<>();
    byPolicy.forEach((id, ofPolicy) ->
        rulebook
            .policy(id)
            .flatMap(policy ->
                hardest(
                    policy, ofPolicy, lifted(judgements.getOrDefault(id, List.of()), at), at, ends))
            .ifPresent(found::add));
    return found;
  }

  private static Optional<InForce> hardest(
      Policy policy, List<Strike> strikes, Instant lifted, Instant at, Collection<Instant> ends) {
    List<InForce> reached = new ArrayList<>();
    for (Strike strike : strikes) {
      Optional<Rung> rung = rung(policy, count(strikes, strike.since()));
      if (rung.isEmpty() || !strike.since().isAfter(lifted)) {
        continue;
      }
      Optional<Instant> until = until(rung.get(), strike);
      until.ifPresent(ends::add);
      if (until.isEmpty() || at.isBefore(until.get())) {
        reached.add(new InForce(policy.id(), rung.get().action(), strike.label(), true, until));
      }
    }
    return reached.stream().max(HARDEST_THEN_LONGEST);
  }

  /** Weights of the strikes that count at that moment. */
  public static int count(List<Strike> strikes, Instant at) {
    return strikes.stream().filter(strike -> strike.counts(at)).mapToInt(Strike::weight).sum();
  }

  private static Optional<Rung> rung(Policy policy, int count) {
    return policy.ladder().stream()
        .filter(rung -> rung.strikes() <= count)
        .max(Comparator.comparingInt(Rung::strikes));
  }

  private static Optional<Instant> until(Rung rung, Strike strike) {
    if (rung.duration().isPresent()) {
      return Expiry.of(strike.since(), rung.duration());
    }
    boolean passes = rung.action() == Action.WARN || rung.action() == Action.STRIKE;
    return passes ? Optional.of(strike.expires()) : Optional.empty();
  }

  private static Instant lifted(List<Label> judgements, Instant at) {
    return judgements.stream()
        .filter(label -> label.says() instanceof Clears && label.source().kind().human())
        .filter(label -> label.unexpired(at))
        .map(Label::created)
        .max(Instant::compareTo)
        .orElse(Instant.MIN);
  }

  private static final Comparator<InForce> HARDEST_THEN_LONGEST =
      Comparator.comparing(InForce::action)
          .thenComparing(reached -> reached.until().orElse(Instant.MAX))
          .thenComparing(Comparator.comparingLong(InForce::label).reversed());
}

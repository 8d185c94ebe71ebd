package io.hedgerow.ledger.enforcement;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.policy.Action;
import io.hedgerow.engine.policy.Policy;
import io.hedgerow.engine.policy.Policy.EntityEnforcement;
import io.hedgerow.ledger.enforcement.Enforcement.InForce;
import io.hedgerow.ledger.label.Coverage;
import io.hedgerow.ledger.label.CurrentLabels;
import io.hedgerow.ledger.label.Expiry;
import io.hedgerow.ledger.label.Label;
import io.hedgerow.ledger.label.Label.Says.Clears;
import io.hedgerow.ledger.label.Standing;
import io.hedgerow.ledger.rulebook.Rulebook;
import io.hedgerow.ledger.strike.Ladder;
import io.hedgerow.ledger.strike.Strike;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * From an entity's labels to what is in force on it. Pure: the same labels, strikes, rulebook and
 * time give the same answer, so a timed action ends by itself and undoing a label restores what was
 * before. {@code docs/reference/resolver.md} tells the rules in order.
 *
 * @param ranking whose judgement counts more
 */
public record Resolver(Ranking ranking) {

  /**
   * What is in force at that time.
   *
   * @param labels of the entity, in any order
   * @param strikes against the entity, when it is an account
   * @param trusted true when machines alone may not act on it
   */
  public Enforcement resolve(
      EntityId entity,
      List<Label> labels,
      List<Strike> strikes,
      boolean trusted,
      Rulebook rulebook,
      Instant at) {
    Map<String, List<Label>> byPolicy = byPolicy(Standing.judgements(labels));
    List<InForce> because = new ArrayList<>();
    List<String> review = new ArrayList<>();
    TreeSet<Instant> ends = new TreeSet<>();
    for (var judged : byPolicy.entrySet()) {
      Optional<Policy> policy = rulebook.policy(judged.getKey());
      if (policy.isEmpty()) {
        continue;
      }
      List<Label> now = counting(policy.get(), Coverage.settled(judged.getValue()), at);
      judged.getValue().forEach(label -> ends(policy.get(), label).forEach(ends::add));
      Optional<Label> winner = winner(policy.get(), now);
      if (winner.filter(w -> violates(w) && mayAct(w, trusted)).isPresent()) {
        because.add(inForce(policy.get(), winner.get()));
      } else if (asksForReview(winner, now)) {
        review.add(judged.getKey());
      }
    }
    because.addAll(Ladder.inForce(strikes, byPolicy, rulebook, at, ends));
    return summary(entity, because, review, rulebook, Optional.ofNullable(ends.higher(at)));
  }

  /**
   * The judgement that decides on a policy, expired ones included: what strikes are counted by,
   * since serving a timed action does not take the strike away.
   *
   * @param judgements on one policy that stand
   * @return empty when nobody says it is broken, or somebody of higher rank says it is not
   */
  public Optional<Label> violation(Policy policy, List<Label> judgements, boolean trusted) {
    return winner(policy, Coverage.settled(judgements))
        .filter(w -> violates(w) && mayAct(w, trusted));
  }

  /**
   * What rules may know from then on: whether the entity carries a label of the policy.
   *
   * @param judgements on one policy that stand
   */
  public CurrentLabels.State known(List<Label> judgements, Instant at) {
    List<Label> counting =
        Coverage.settled(judgements).stream().filter(label -> label.unexpired(at)).toList();
    Optional<Label> top = counting.stream().max(ranking.order());
    if (top.isEmpty()) {
      return CurrentLabels.State.UNKNOWN;
    }
    if (!violates(top.get())) {
      return new CurrentLabels.State(Instant.MIN, top.get().expires().orElse(Instant.MAX));
    }
    Instant until =
        counting.stream()
            .filter(Resolver::violates)
            .map(label -> label.expires().orElse(Instant.MAX))
            .max(Instant::compareTo)
            .orElse(Instant.MIN);
    return new CurrentLabels.State(until, Instant.MIN);
  }

  /** True when the judgement is sure enough to have an effect. */
  public boolean actionable(Policy policy, Label label) {
    return label.source().kind().human()
        || ranking.weight(label) >= policy.enforcement().minimumConfidence();
  }

  private Optional<Label> winner(Policy policy, List<Label> judgements) {
    return judgements.stream().filter(label -> actionable(policy, label)).max(ranking.order());
  }

  /**
   * A machine that won but may not act, one that is not sure enough, or one that says of what a
   * person cleared something that the person could not know.
   */
  private static boolean asksForReview(Optional<Label> winner, List<Label> counting) {
    if (winner.filter(Resolver::violates).isPresent()) {
      return true;
    }
    boolean clearedByMachine = winner.filter(w -> !w.source().kind().human()).isPresent();
    return !clearedByMachine && Coverage.asksAgain(counting);
  }

  private static boolean mayAct(Label winner, boolean trusted) {
    return !trusted || winner.source().kind().human();
  }

  private static boolean violates(Label label) {
    return !(label.says() instanceof Clears);
  }

  private List<Label> counting(Policy policy, List<Label> judgements, Instant at) {
    return judgements.stream()
        .filter(label -> end(policy, label).filter(end -> !at.isBefore(end)).isEmpty())
        .toList();
  }

  /**
   * A label acts until it expires, its policy's time is served or its source's word is too old,
   * whichever comes first.
   */
  private Optional<Instant> end(Policy policy, Label label) {
    return ends(policy, label).min(Instant::compareTo);
  }

  private Stream<Instant> ends(Policy policy, Label label) {
    Stream<Instant> served =
        violates(label)
            ? Expiry.of(label.created(), policy.enforcement().duration()).stream()
            : Stream.empty();
    return Stream.of(label.expires().stream(), served, ranking.freshness().end(label).stream())
        .flatMap(ends -> ends);
  }

  private InForce inForce(Policy policy, Label winner) {
    return new InForce(
        policy.id(),
        winner.action().orElse(policy.enforcement().action()),
        winner.id(),
        false,
        end(policy, winner));
  }

  /**
   * On each surface the hardest of what the policies ask for; what a person chose instead of the
   * policy's action holds on all.
   */
  private static Enforcement summary(
      EntityId entity,
      List<InForce> because,
      List<String> review,
      Rulebook rulebook,
      Optional<Instant> recheck) {
    Action overall = because.stream().map(InForce::action).reduce(Action.NONE, Resolver::harder);
    Map<String, Action> surfaces = new TreeMap<>();
    because.stream()
        .flatMap(b -> ofPolicy(rulebook, b).keySet().stream())
        .forEach(surface ->
            surfaces.put(
                surface,
                because.stream()
                    .map(b -> ofPolicy(rulebook, b).getOrDefault(surface, b.action()))
                    .reduce(Action.NONE, Resolver::harder)));
    surfaces.values().removeIf(action -> action == overall);
    return new Enforcement(entity, overall, surfaces, because, review, recheck);
  }

  private static Map<String, Action> ofPolicy(Rulebook rulebook, InForce because) {
    return because.ladder()
        ? Map.of()
        : rulebook
            .policy(because.policy())
            .map(Policy::enforcement)
            .filter(usual -> usual.action() == because.action())
            .map(EntityEnforcement::surfaces)
            .orElse(Map.of());
  }

  private static Action harder(Action one, Action other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  static Map<String, List<Label>> byPolicy(List<Label> judgements) {
    return judgements.stream()
        .collect(Collectors.groupingBy(Label::policy, TreeMap::new, Collectors.toList()));
  }
}

package io.hedgerow.ledger.strike;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.policy.Policy;
import io.hedgerow.ledger.enforcement.Resolver;
import io.hedgerow.ledger.label.Expiry;
import io.hedgerow.ledger.label.Label;
import io.hedgerow.ledger.label.Label.Says.Violates;
import io.hedgerow.ledger.label.Standing;
import io.hedgerow.ledger.rulebook.Rulebook;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** From an entity's labels to the strikes its owner bears for it. Pure. */
public final class Strikes {
  private Strikes() {}

  /**
   * Every strike, expired ones included, by policy and time.
   *
   * @param labels of the entity, in any order
   * @param trusted true when machines alone may not act on the entity
   */
  public static List<Strike> of(
      EntityId entity,
      EntityId owner,
      List<Label> labels,
      boolean trusted,
      Rulebook rulebook,
      Resolver resolver) {
    Map<String, List<Label>> byPolicy =
        Standing.judgements(labels).stream()
            .collect(Collectors.groupingBy(Label::policy, TreeMap::new, Collectors.toList()));
    List<Strike> strikes = new ArrayList<>();
    byPolicy.forEach((id, judgements) ->
        rulebook
            .policy(id)
            .filter(policy -> policy.strikes().weight() > 0)
            .filter(policy -> resolver.violation(policy, judgements, trusted).isPresent())
            .ifPresent(policy ->
                strikes.addAll(episodes(entity, owner, judgements, policy, resolver, trusted))));
    return List.copyOf(strikes);
  }

  /** A label written while a strike still counts adds none. */
  private static List<Strike> episodes(
      EntityId entity,
      EntityId owner,
      List<Label> judgements,
      Policy policy,
      Resolver resolver,
      boolean trusted) {
    List<Strike> strikes = new ArrayList<>();
    for (Label label : judgements) {
      if (!(label.says() instanceof Violates)
          || !resolver.actionable(policy, label)
          || (trusted && !label.source().kind().human())) {
        continue;
      }
      if (strikes.isEmpty() || !label.created().isBefore(strikes.getLast().expires())) {
        strikes.add(
            new Strike(
                entity,
                policy.id(),
                owner,
                policy.strikes().weight(),
                label.created(),
                Expiry.atLatest(label.created(), policy.strikes().expires()),
                label.id()));
      }
    }
    return strikes;
  }
}

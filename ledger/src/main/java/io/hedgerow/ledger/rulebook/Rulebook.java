package io.hedgerow.ledger.rulebook;

import io.hedgerow.engine.pack.EventType;
import io.hedgerow.engine.pack.Pack;
import io.hedgerow.engine.pack.Rule;
import io.hedgerow.engine.policy.Policy;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the ledger needs to know of the active pack.
 *
 * @param version the pack's
 * @param policies by id; a label of any other policy is kept and has no effect
 * @param quotas by rule id, for rules that set one
 * @param accountKinds entity kinds that can own others and carry strikes
 */
public record Rulebook(
    String version,
    Map<String, Policy> policies,
    Map<String, Integer> quotas,
    Set<String> accountKinds) {

  /** Before any pack is active: labels are kept, nothing has an effect. */
  public static final Rulebook EMPTY = new Rulebook("", Map.of(), Map.of(), Set.of("account"));

  public Rulebook {
    policies = Map.copyOf(policies);
    quotas = Map.copyOf(quotas);
    accountKinds = Set.copyOf(accountKinds);
  }

  /** Reads what is needed from a pack. */
  public static Rulebook of(Pack pack) {
    Map<String, Integer> quotas = new HashMap<>();
    for (Rule rule : pack.rules()) {
      rule.quota().ifPresent(quota -> quotas.put(rule.id(), quota));
    }
    Set<String> accountKinds = new HashSet<>();
    for (EventType type : pack.eventTypes().values()) {
      type.actor().ifPresent(actor -> accountKinds.add(actor.kind()));
    }
    return new Rulebook(pack.version(), pack.policies(), quotas, accountKinds);
  }

  /** The policy of that id, if the pack has it. */
  public Optional<Policy> policy(String id) {
    return Optional.ofNullable(policies.get(id));
  }
}

package io.hedgerow.ledger.rulebook;

import io.hedgerow.engine.pack.EventType;
import io.hedgerow.engine.pack.Field;
import io.hedgerow.engine.pack.FieldType;
import io.hedgerow.engine.pack.Pack;
import io.hedgerow.engine.pack.Rule;
import io.hedgerow.engine.policy.Policy;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
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
 * @param saying for each event type that says something, the fields that hold text, links and
 *     pictures
 */
public record Rulebook(
    String version,
    Map<String, Policy> policies,
    Map<String, Integer> quotas,
    Set<String> accountKinds,
    Map<String, List<String>> saying) {

  private static final Set<FieldType> SAYING =
      Set.of(FieldType.TEXT, FieldType.URL, FieldType.IMAGE);

  /** What begins so tells of an entity in the words of somebody else. */
  private static final String REPORTS = "report.";

  /** Before any pack is active: labels are kept, nothing has an effect. */
  public static final Rulebook EMPTY =
      new Rulebook("", Map.of(), Map.of(), Set.of("account"), Map.of());

  public Rulebook {
    policies = Map.copyOf(policies);
    quotas = Map.copyOf(quotas);
    accountKinds = Set.copyOf(accountKinds);
    saying = Map.copyOf(saying);
  }

  /** Reads what is needed from a pack. */
  public static Rulebook of(Pack pack) {
    Map<String, Integer> quotas = new HashMap<>();
    for (Rule rule : pack.rules()) {
      rule.quota().ifPresent(quota -> quotas.put(rule.id(), quota));
    }
    Set<String> accountKinds = new HashSet<>();
    Map<String, List<String>> saying = new HashMap<>();
    for (EventType type : pack.eventTypes().values()) {
      type.actor().ifPresent(actor -> accountKinds.add(actor.kind()));
      List<String> fields =
          type.fields().stream()
              .filter(field -> SAYING.contains(field.type()))
              .map(Field::name)
              .sorted()
              .toList();
      if (!fields.isEmpty() && !type.name().startsWith(REPORTS)) {
        saying.put(type.name(), fields);
      }
    }
    return new Rulebook(pack.version(), pack.policies(), quotas, accountKinds, saying);
  }

  /** The policy of that id, if the pack has it. */
  public Optional<Policy> policy(String id) {
    return Optional.ofNullable(policies.get(id));
  }
}

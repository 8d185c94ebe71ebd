package io.hedgerow.simulator;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.json.CanonicalJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the simulator knows and the events do not say: which entities break which policy by which
 * attack, and how often content was seen. Grows with the violating entities, not with all.
 */
public final class Truth {
  /**
   * @param account who is behind it; the entity itself when it is an account
   * @param views over the run; 0 for what nobody looks at
   */
  public record Violation(EntityId entity, EntityId account, Attack attack, long views) {
    public String policy() {
      return attack.policy();
    }
  }

  private final Map<EntityId, Violation> violations = new LinkedHashMap<>();
  private final Map<Long, Long> viewsByDay = new TreeMap<>();
  private final Map<Long, Map<String, Long>> violatingViewsByDay = new TreeMap<>();

  /** Notes an attacking account. */
  public void account(EntityId account, Attack attack) {
    violations.putIfAbsent(account, new Violation(account, account, attack, 0));
  }

  /** Notes content and its views, violating or not. */
  void content(EntityId entity, EntityId account, long epochDay, long views) {
    viewsByDay.merge(epochDay, views, Long::sum);
    Violation owner = violations.get(account);
    if (owner != null) {
      violations.put(entity, new Violation(entity, account, owner.attack(), views));
      violatingViewsByDay
          .computeIfAbsent(epochDay, _ -> new TreeMap<>())
          .merge(owner.policy(), views, Long::sum);
    }
  }

  /** What is wrong with an entity, if anything is. */
  public Optional<Violation> find(EntityId entity) {
    return Optional.ofNullable(violations.get(entity));
  }

  /** All of them, in the order they came about. */
  public List<Violation> violations() {
    return List.copyOf(violations.values());
  }

  /** Attacking accounts only. */
  public List<Violation> accounts() {
    return violations.values().stream().filter(v -> v.entity().equals(v.account())).toList();
  }

  /**
   * Share of all views of content made on that day (since 1970) that went to breaches of the
   * policy.
   */
  public double prevalence(long epochDay, String policy) {
    long all = viewsByDay.getOrDefault(epochDay, 0L);
    long violating = violatingViewsByDay.getOrDefault(epochDay, Map.of()).getOrDefault(policy, 0L);
    return all == 0 ? 0 : (double) violating / all;
  }

  /** One JSON object for each violating entity, then one for each day. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Violation v : violations.values()) {
      lines.add(
          CanonicalJson.write(
              CanonicalJson.members(
                  "entity", v.entity().toString(),
                  "account", v.account().toString(),
                  "attack", v.attack().word(),
                  "policy", v.policy(),
                  "views", v.views())));
    }
    viewsByDay.forEach((day, views) ->
        lines.add(
            CanonicalJson.write(
                CanonicalJson.members(
                    "day", java.time.LocalDate.ofEpochDay(day).toString(),
                    "views", views,
                    "violating_views", violatingViewsByDay.getOrDefault(day, Map.of())))));
    return lines;
  }
}

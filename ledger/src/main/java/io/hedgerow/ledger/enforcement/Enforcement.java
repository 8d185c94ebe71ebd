package io.hedgerow.ledger.enforcement;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.policy.Action;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is in force on an entity at one moment.
 *
 * @param action on every surface that {@code surfaces} does not name
 * @param surfaces exceptions by surface, by name
 * @param because what leads to it, by policy; empty when nothing is in force
 * @param review policies on which a person is asked for, because machines alone may not or are not
 *     sure enough
 * @param recheck when to look again, since a time will have run out; empty when time changes
 *     nothing
 */
public record Enforcement(
    EntityId entity,
    Action action,
    Map<String, Action> surfaces,
    List<InForce> because,
    List<String> review,
    Optional<Instant> recheck) {

  /**
   * One reason for it.
   *
   * @param label the judgement that decided
   * @param ladder true when it comes from strikes, false when from a label on the entity itself
   * @param until when it ends by itself; empty means until somebody lifts it
   */
  public record InForce(
      String policy, Action action, long label, boolean ladder, Optional<Instant> until) {}

  public Enforcement {
    surfaces = java.util.Collections.unmodifiableMap(new TreeMap<>(surfaces));
    because = List.copyOf(because);
    review = List.copyOf(review);
  }

  /** Nothing in force. */
  public static Enforcement none(EntityId entity) {
    return new Enforcement(entity, Action.NONE, Map.of(), List.of(), List.of(), Optional.empty());
  }

  /** What is in force on that surface. */
  public Action on(String surface) {
    return surfaces.getOrDefault(surface, action);
  }

  /** True when a product would have to do nothing to get from the other to this. */
  public boolean sameEffect(Enforcement other) {
    return action == other.action
        && surfaces.equals(other.surfaces)
        && effects(because).equals(effects(other.because));
  }

  private static List<InForce> effects(List<InForce> because) {
    return because.stream()
        .map(b -> new InForce(b.policy(), b.action(), 0, b.ladder(), b.until()))
        .toList();
  }
}

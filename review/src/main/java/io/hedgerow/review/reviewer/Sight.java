package io.hedgerow.review.reviewer;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.pack.QueueDefinition;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.label.Label;
import io.hedgerow.ledger.label.Label.Says.Violates;
import io.hedgerow.ledger.label.Standing;
import io.hedgerow.review.queue.Queues;
import io.hedgerow.review.queue.Queues.Queue;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/**
 * What somebody may look at outside their cases. A queue that needs a grant would be a poor fence
 * if everybody could open the page of what waits in it. Thread-safe.
 */
public final class Sight {
  private final Jdbi jdbi;
  private final LedgerReader reader;
  private final Reviewers reviewers;
  private final Supplier<Queues> queues;
  private final InstantSource clock;

  public Sight(
      Jdbi jdbi,
      LedgerReader reader,
      Reviewers reviewers,
      Supplier<Queues> queues,
      InstantSource clock) {
    this.jdbi = jdbi;
    this.reader = reader;
    this.reviewers = reviewers;
    this.queues = queues;
    this.clock = clock;
  }

  /** The queues that need a grant which somebody does not have. */
  public List<Queue> closed(String viewer) {
    List<Queue> fenced = queues.get().list().stream().filter(Queue::granted).toList();
    if (fenced.isEmpty()) {
      return List.of();
    }
    Set<String> grants = reviewers.find(viewer).grants();
    return fenced.stream().filter(queue -> !grants.contains(queue.name())).toList();
  }

  /** Those of them to which an entity belongs; empty when they may look at it. */
  public List<String> closed(String viewer, EntityId entity) {
    return closed(viewer, Set.of(entity)).getOrDefault(entity, List.of());
  }

  /**
   * For each of the entities that somebody may not look at, the closed queues to which it belongs:
   * a case of it is or was in one, or a label stands on it by a policy that the queue names. The
   * others are left out.
   */
  public Map<EntityId, List<String>> closed(String viewer, Collection<EntityId> entities) {
    List<Queue> closed = entities.isEmpty() ? List.of() : closed(viewer);
    if (closed.isEmpty()) {
      return Map.of();
    }
    Map<EntityId, Set<String>> been = queuesOf(entities);
    Map<EntityId, List<Label>> labels = reader.labelsOf(entities);
    Map<EntityId, List<String>> belongs = new HashMap<>();
    for (EntityId entity : Set.copyOf(entities)) {
      Set<String> policies = broken(labels.getOrDefault(entity, List.of()));
      Set<String> queued = been.getOrDefault(entity, Set.of());
      List<String> to =
          closed.stream()
              .filter(queue ->
                  queued.contains(queue.name())
                      || names(queue).stream().anyMatch(policies::contains))
              .map(Queue::name)
              .toList();
      if (!to.isEmpty()) {
        belongs.put(entity, to);
      }
    }
    return belongs;
  }

  private Set<String> broken(List<Label> labels) {
    return Standing.at(labels, clock.instant()).stream()
        .filter(label -> label.says() instanceof Violates)
        .map(Label::policy)
        .collect(Collectors.toSet());
  }

  /** The policies that a queue names. */
  private static List<String> names(Queue queue) {
    return queue.definition().map(QueueDefinition::policies).orElse(List.of());
  }

  private Map<EntityId, Set<String>> queuesOf(Collection<EntityId> entities) {
    Map<EntityId, Set<String>> queued = new HashMap<>();
    jdbi.useHandle(handle ->
        handle
            .createQuery(
                "select distinct entity, queue from review.item where entity = any(:entities)")
            .bindArray("entities", String.class, entities.stream().map(EntityId::toString).toList())
            .map((row, _) -> Map.entry(EntityId.parse(row.getString(1)), row.getString(2)))
            .forEach(entry ->
                queued
                    .computeIfAbsent(entry.getKey(), _ -> new HashSet<>())
                    .add(entry.getValue())));
    return queued;
  }
}

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
import java.util.List;
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

  /**
   * The queues that need a grant which somebody does not have, and to which an entity belongs: a
   * case of it is or was in one, or a label stands on it by a policy that the queue names.
   */
  public List<String> closed(String reviewer, EntityId entity) {
    List<Queue> fenced = queues.get().list().stream().filter(Queue::granted).toList();
    if (fenced.isEmpty()) {
      return List.of();
    }
    Set<String> grants = reviewers.find(reviewer).grants();
    List<Queue> closed = fenced.stream().filter(queue -> !grants.contains(queue.name())).toList();
    if (closed.isEmpty()) {
      return List.of();
    }
    Set<String> been = queuesOf(entity);
    Set<String> policies =
        Standing.at(reader.labels(entity), clock.instant()).stream()
            .filter(label -> label.says() instanceof Violates)
            .map(Label::policy)
            .collect(Collectors.toSet());
    return closed.stream()
        .filter(queue ->
            been.contains(queue.name()) || names(queue).stream().anyMatch(policies::contains))
        .map(Queue::name)
        .toList();
  }

  private static List<String> names(Queue queue) {
    return queue.definition().map(QueueDefinition::policies).orElse(List.of());
  }

  private Set<String> queuesOf(EntityId entity) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("select distinct queue from review.item where entity = :entity")
            .bind("entity", entity.toString())
            .mapTo(String.class)
            .set());
  }
}

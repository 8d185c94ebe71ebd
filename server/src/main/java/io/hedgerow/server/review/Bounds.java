package io.hedgerow.server.review;

import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.label.Label;
import io.hedgerow.review.Review;
import io.hedgerow.review.queue.Queues.Queue;
import io.hedgerow.server.access.Author;
import io.hedgerow.server.access.Permission;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.security.core.Authentication;

/**
 * By which policies somebody may judge and what they may look at, wherever they do so: a role says
 * what kind of work is theirs, this says on what. Thread-safe.
 */
public final class Bounds {
  private final Review review;
  private final LedgerReader reader;

  Bounds(Review review, LedgerReader reader) {
    this.review = review;
    this.reader = reader;
  }

  /** Refuses a judgement by a policy that is not theirs. */
  public void check(Authentication who, String policy) {
    if (!review.reviewers().find(Author.of(who).id()).mayDecideBy(policy)) {
      throw Refusal.at(
          ProblemType.FORBIDDEN, "policy", "`" + policy + "` is none of your policies");
    }
  }

  /** Refuses to take labels back of which one is by a policy that is not theirs. */
  public void check(Authentication who, Collection<Label> labels) {
    labels.stream().map(Label::policy).distinct().forEach(policy -> check(who, policy));
  }

  /** Refuses to take a batch of labels back of which one is by a policy that is not theirs. */
  public void checkBatch(Authentication who, String batch) {
    check(who, reader.labelsInBatch(batch));
  }

  /**
   * Refuses a look at what belongs to a queue that needs a grant they do not have. A program may be
   * given the grant as a person is, or the scope that stands for all grants.
   */
  public void look(Authentication who, EntityId entity) {
    List<String> closed = closed(who, Set.of(entity)).getOrDefault(entity, List.of());
    if (!closed.isEmpty()) {
      throw refused(entity.toString(), closed, who);
    }
  }

  /**
   * The same for what is in force on an entity and what its owner was told. The product has to know
   * that to act on it, so a program that sends events always may.
   */
  public void lookAtEffect(Authentication who, EntityId entity) {
    if (!Author.of(who).machine() || !Permission.EVENTS_WRITE.heldBy(who)) {
      look(who, entity);
    }
  }

  /** Refuses an export of what was judged by a policy that a queue closed to them names. */
  public void lookAtPolicy(Authentication who, String policy) {
    List<String> closed =
        seesAll(who)
            ? List.of()
            : review.sight().closed(Author.of(who).id()).stream()
                .filter(queue ->
                    queue.definition().filter(d -> d.policies().contains(policy)).isPresent())
                .map(Queue::name)
                .toList();
    if (!closed.isEmpty()) {
      throw refused("`" + policy + "`", closed, who);
    }
  }

  /** What a decision shows: what was posted, else who did something. */
  public static Optional<EntityId> about(Decision decision) {
    return decision.subject().or(decision::actor);
  }

  /** Those of the entities that they may look at. */
  public Set<EntityId> open(Authentication who, Collection<EntityId> entities) {
    Set<EntityId> open = new HashSet<>(entities);
    open.removeAll(closed(who, entities).keySet());
    return open;
  }

  /**
   * Those of the things that they may look at, in their order.
   *
   * @param about the entity that a thing shows; what shows none is closed to nobody
   */
  public <T> List<T> open(
      Authentication who, List<T> things, Function<T, Optional<EntityId>> about) {
    Set<EntityId> closed =
        closed(who, things.stream().flatMap(thing -> about.apply(thing).stream()).toList())
            .keySet();
    return closed.isEmpty()
        ? things
        : things.stream()
            .filter(thing -> about.apply(thing).filter(closed::contains).isEmpty())
            .toList();
  }

  private Map<EntityId, List<String>> closed(Authentication who, Collection<EntityId> entities) {
    return seesAll(who) ? Map.of() : review.sight().closed(Author.of(who).id(), entities);
  }

  private static boolean seesAll(Authentication who) {
    return Author.of(who).machine() && Permission.QUEUES_ALL.heldBy(who);
  }

  private static Refusal refused(String what, List<String> closed, Authentication who) {
    String queues = closed.stream().map(q -> "`" + q + "`").collect(Collectors.joining(", "));
    return Refusal.of(
        ProblemType.FORBIDDEN,
        what
            + " belongs to "
            + queues
            + (Author.of(who).machine()
                ? ", which this key has no grant for; a lead can give it, or the scope `queues:all`"
                : ", which you have no grant for; a lead can give it"));
  }
}

package io.hedgerow.server.review;

import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.pack.Suggestion;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.label.Label;
import io.hedgerow.ledger.quota.Parked;
import io.hedgerow.review.Review;
import io.hedgerow.review.cases.ReviewCase;
import io.hedgerow.review.queue.Queues.Queue;
import io.hedgerow.review.reviewer.Reviewer;
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
   * Refuses to settle parked labels of which one is by a policy that is not theirs, or on what they
   * may not look at: who cannot see a thing cannot know whether its label is right.
   */
  public void checkParked(Authentication who, Collection<Long> parked) {
    List<Parked> waiting = reader.parked(parked);
    waiting.stream().map(Parked::policy).distinct().forEach(policy -> check(who, policy));
    lookAtAll(who, waiting.stream().map(Parked::entity).toList());
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

  /** The same for all of these at once. */
  public void lookAtAll(Authentication who, Collection<EntityId> entities) {
    closed(who, entities).entrySet().stream()
        .findFirst()
        .ifPresent(one -> {
          throw refused(one.getKey().toString(), one.getValue(), who);
        });
  }

  /** The same for a case: what is vouched for or given to others must be seen first. */
  public void lookAtCase(Authentication who, long item) {
    review.desk().find(item).ifPresent(found -> look(who, found.entity()));
  }

  /** Refuses a look at a queue that is not there, or that needs a grant they do not have. */
  public void lookAtQueue(Authentication who, String queue) {
    if (review.queues().find(queue).isEmpty()) {
      throw Refusal.at(ProblemType.INVALID, "queue", "there is no queue `" + queue + "`")
          .with(
              "hint",
              Suggestion.hint(queue, review.queues().list().stream().map(Queue::name).toList()));
    }
    boolean closed =
        !seesAll(who)
            && review.sight().closed(Author.of(who).id()).stream()
                .anyMatch(one -> one.name().equals(queue));
    if (closed) {
      throw refused("this", List.of(queue), who);
    }
  }

  /** Refuses to assign a case to somebody who could never take it: it would wait for ever. */
  public void checkAssignee(Authentication who, long item, String assignee) {
    lookAtCase(who, item);
    Reviewer reviewer = review.reviewers().find(assignee);
    review
        .desk()
        .find(item)
        .flatMap(found -> unfit(found, reviewer))
        .ifPresent(why -> {
          throw Refusal.at(ProblemType.INVALID, "reviewer", "`" + assignee + "` " + why);
        });
  }

  private Optional<String> unfit(ReviewCase item, Reviewer reviewer) {
    if (!review.queues().open(reviewer.queues(), reviewer.grants()).contains(item.queue())) {
      return Optional.of("does not work `" + item.queue() + "`, or has no grant for it");
    }
    if (item.excluded().filter(reviewer.name()::equals).isPresent()) {
      return Optional.of("may not have this case: they judged it, or asked for somebody else");
    }
    return item.policy().isEmpty() || reviewer.mayDecideBy(item.policy())
        ? Optional.empty()
        : Optional.of("may not decide by `" + item.policy() + "`");
  }

  /** Refuses to give cases of queues that need a grant to people who do not have it. */
  public void checkSession(Authentication who, Collection<Long> cases, Collection<String> people) {
    for (long item : cases) {
      lookAtCase(who, item);
      Optional<Queue> fenced =
          review
              .desk()
              .find(item)
              .flatMap(found -> review.queues().find(found.queue()))
              .filter(Queue::granted);
      fenced.ifPresent(queue ->
          people.stream()
              .filter(person -> !review.reviewers().find(person).grants().contains(queue.name()))
              .findFirst()
              .ifPresent(person -> {
                throw Refusal.at(
                    ProblemType.INVALID,
                    "participants",
                    "case %d is of `%s`, which `%s` has no grant for"
                        .formatted(item, queue.name(), person));
              }));
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
    return openWhole(who, things, thing -> about.apply(thing).stream().toList());
  }

  /** Those of the things that show nothing they may not look at, in their order. */
  public <T> List<T> openWhole(
      Authentication who, List<T> things, Function<T, List<EntityId>> shown) {
    Set<EntityId> closed =
        closed(who, things.stream().flatMap(thing -> shown.apply(thing).stream()).toList())
            .keySet();
    return closed.isEmpty()
        ? things
        : things.stream()
            .filter(thing -> shown.apply(thing).stream().noneMatch(closed::contains))
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

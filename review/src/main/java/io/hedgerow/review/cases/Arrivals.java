package io.hedgerow.review.cases;

import io.hedgerow.engine.condition.QueueCondition.Facts;
import io.hedgerow.engine.decision.SourceKind;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.pack.Pack;
import io.hedgerow.engine.policy.Policy;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.label.Label;
import io.hedgerow.ledger.label.Label.Says;
import io.hedgerow.ledger.label.Standing;
import io.hedgerow.review.cases.CaseTable.Arrival;
import io.hedgerow.review.queue.Queues;
import io.hedgerow.review.queue.Queues.Queue;
import io.hedgerow.review.report.Reports;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/**
 * Opens cases: gathers what is known of an entity, scores it, and puts it in its queue. Asking
 * again for an entity that waits scores it anew. Thread-safe.
 */
public final class Arrivals {
  private final LedgerReader reader;
  private final Supplier<Pack> pack;
  private final Supplier<Queues> queues;

  public Arrivals(LedgerReader reader, Supplier<Pack> pack, Supplier<Queues> queues) {
    this.reader = reader;
    this.pack = pack;
    this.queues = queues;
  }

  /**
   * An entity to be put before people.
   *
   * @param policy that may be broken; empty for the likeliest
   */
  public record Asked(EntityId entity, String policy, String cause, Instant at) {}

  /**
   * Puts entities before people, in the order they were asked about. An entity asked about twice is
   * put once: all that is known of it is read anyway.
   */
  public void put(Handle handle, List<Asked> all) {
    Map<EntityId, Asked> first = new LinkedHashMap<>();
    all.forEach(one -> first.putIfAbsent(one.entity(), one));
    Set<EntityId> entities = first.keySet();
    Map<EntityId, List<Label>> labels = reader.labelsOf(entities);
    Map<EntityId, Content> contents = Content.of(reader, entities);
    Map<EntityId, Reports.About> reports = new Reports(handle).about(entities);
    new CaseTable(handle)
        .put(
            first.values().stream()
                .map(one ->
                    arrival(
                        one,
                        labels.getOrDefault(one.entity(), List.of()),
                        contents.getOrDefault(one.entity(), new Content(Optional.empty())),
                        reports.getOrDefault(one.entity(), Reports.About.NOTHING)))
                .toList());
  }

  private Arrival arrival(Asked asked, List<Label> labels, Content content, Reports.About reports) {
    List<Label> doubts =
        Standing.at(labels, asked.at()).stream()
            .filter(label -> label.says() instanceof Says.Violates)
            .filter(label -> !label.source().kind().human())
            .toList();
    String about = asked.policy().isEmpty() ? likeliest(doubts, reports) : asked.policy();
    double machine =
        doubts.stream()
            .filter(label -> label.policy().equals(about))
            .filter(label -> label.source().kind() != SourceKind.REPORT)
            .mapToDouble(Label::confidence)
            .max()
            .orElse(0);
    Facts facts =
        new Facts(
            about,
            severity(about),
            asked.entity().kind(),
            content.language(),
            1 - (1 - machine) * (1 - reports.probability()),
            content.views(),
            reports.reporters());
    return arrival(
        asked.entity(), facts, content, queues.get().route(facts), asked.cause(), asked.at());
  }

  private static Arrival arrival(
      EntityId entity, Facts facts, Content content, Queue queue, String cause, Instant at) {
    Optional<Duration> due = queue.due();
    return new Arrival(
        entity,
        facts.policy(),
        queue.name(),
        facts.language(),
        facts.severity(),
        facts.probability(),
        facts.views(),
        facts.reports(),
        content.fingerprint(),
        cause,
        at,
        due.map(at::plus),
        due.map(wait -> at.plus(wait.multipliedBy(3).dividedBy(4))),
        Optional.empty(),
        Optional.empty());
  }

  private static String likeliest(List<Label> doubts, Reports.About reports) {
    return doubts.stream()
        .max(Comparator.comparingDouble(Label::confidence))
        .map(Label::policy)
        .or(reports::policy)
        .orElse("");
  }

  /** Of a policy in the active pack; a look that somebody asked for counts as 1. */
  public int severity(String policy) {
    return Optional.ofNullable(pack.get().policies().get(policy)).map(Policy::severity).orElse(1);
  }
}

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
import io.hedgerow.ledger.quota.Parked;
import io.hedgerow.ledger.quota.QuotaTable;
import io.hedgerow.review.cases.CaseTable.Arrival;
import io.hedgerow.review.queue.Queues;
import io.hedgerow.review.queue.Queues.Queue;
import io.hedgerow.review.report.Reports;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Opens cases: gathers what is known of an entity, scores it, and puts it in its queue. Asking
 * again for an entity that waits scores it anew. Thread-safe.
 */
public final class Arrivals {
  /** Why a case is here that somebody without an account gave notice of. */
  public static final String NOTICE = "notice";

  /**
   * How long a notice may wait where no queue says: the law wants it handled in time (Regulation
   * (EU) 2022/2065, article 16(6)) and names no number.
   */
  private static final Duration NOTICE_DUE = Duration.ofDays(3);

  private final LedgerReader reader;
  private final Supplier<Pack> pack;
  private final Supplier<Queues> queues;
  private final Pictures pictures;

  public Arrivals(
      LedgerReader reader, Supplier<Pack> pack, Supplier<Queues> queues, Pictures pictures) {
    this.reader = reader;
    this.pack = pack;
    this.queues = queues;
    this.pictures = pictures;
  }

  /**
   * An entity to be put before people.
   *
   * @param policy that may be broken; empty for the likeliest
   * @param again true when it waits already and only its score may have changed: the likeliest
   *     policy then goes before the one it was asked about
   */
  public record Asked(EntityId entity, String policy, String cause, Instant at, boolean again) {
    public Asked(EntityId entity, String policy, String cause, Instant at) {
      this(entity, policy, cause, at, false);
    }
  }

  /**
   * Puts entities before people, in the order they were asked about. An entity asked about twice is
   * put once: all that is known of it is read anyway.
   */
  public void put(Handle handle, List<Asked> all) {
    new CaseTable(handle).put(arrivals(handle, all));
  }

  /** The same entities as they would come in now. */
  List<Arrival> arrivals(Handle handle, List<Asked> all) {
    Map<EntityId, Asked> first = new LinkedHashMap<>();
    all.forEach(one -> first.putIfAbsent(one.entity(), one));
    Set<EntityId> entities = first.keySet();
    Map<EntityId, List<Label>> labels = reader.labelsOf(entities);
    Map<EntityId, Content> contents = Content.of(reader, pack.get(), entities);
    Map<EntityId, Reports.About> reports = new Reports(handle).about(entities);
    Map<EntityId, List<Doubt>> parked = parked(handle, entities);
    return first.values().stream()
        .map(one ->
            arrival(
                one,
                doubts(
                    labels.getOrDefault(one.entity(), List.of()),
                    parked.getOrDefault(one.entity(), List.of()),
                    one.at()),
                contents.getOrDefault(one.entity(), Content.NONE),
                reports.getOrDefault(one.entity(), Reports.About.NOTHING)))
        .toList();
  }

  /** That something says of an entity that it breaks a policy. */
  private record Doubt(String policy, SourceKind kind, double confidence) {}

  /**
   * What machines and users say. A label that is parked is said too: that its rule is over its
   * quota keeps it from taking effect, not from being likely.
   */
  private static List<Doubt> doubts(List<Label> labels, List<Doubt> parked, Instant at) {
    Stream<Doubt> standing =
        Standing.at(labels, at).stream()
            .filter(label -> label.says() instanceof Says.Violates)
            .filter(label -> !label.source().kind().human())
            .map(label -> new Doubt(label.policy(), label.source().kind(), label.confidence()));
    return Stream.concat(standing, parked.stream()).toList();
  }

  private static Map<EntityId, List<Doubt>> parked(Handle handle, Collection<EntityId> entities) {
    return new QuotaTable(handle)
        .waitingOn(entities).stream()
            .collect(
                Collectors.groupingBy(
                    Parked::entity,
                    Collectors.mapping(
                        one -> new Doubt(one.policy(), SourceKind.RULE, one.confidence()),
                        Collectors.toList())));
  }

  private Arrival arrival(Asked asked, List<Doubt> doubts, Content content, Reports.About reports) {
    String about = about(asked, doubts, reports);
    double machine =
        doubts.stream()
            .filter(doubt -> doubt.policy().equals(about))
            .filter(doubt -> doubt.kind() != SourceKind.REPORT)
            .mapToDouble(Doubt::confidence)
            .max()
            .orElse(0);
    Facts facts =
        new Facts(
            about,
            severity(about),
            asked.entity().kind(),
            content.event(),
            asked.cause(),
            content.language(),
            1 - (1 - machine) * (1 - reports.probability()),
            content.views(),
            reports.reporters());
    return arrival(
        asked.entity(), facts, content, queues.get().route(facts), asked.cause(), asked.at());
  }

  private Arrival arrival(
      EntityId entity, Facts facts, Content content, Queue queue, String cause, Instant at) {
    Optional<Duration> due =
        queue
            .due(facts.policy())
            .or(() -> Optional.of(NOTICE_DUE).filter(_ -> cause.equals(NOTICE)));
    return new Arrival(
        entity,
        facts.policy(),
        queue.name(),
        facts.language(),
        facts.severity(),
        facts.probability(),
        facts.views(),
        facts.reports(),
        content.fingerprint(pictures),
        cause,
        at,
        due.map(at::plus),
        due.map(wait -> at.plus(wait.multipliedBy(3).dividedBy(4))),
        Optional.empty(),
        Optional.empty(),
        content.picture(pictures));
  }

  /** What was asked about, if that can still be decided on, or what is likeliest. */
  private String about(Asked asked, List<Doubt> doubts, Reports.About reports) {
    if (!asked.policy().isEmpty() && !asked.again()) {
      return asked.policy();
    }
    return doubts.stream()
        .max(Comparator.comparingDouble(Doubt::confidence))
        .map(Doubt::policy)
        .or(reports::policy)
        .orElse(asked.policy());
  }

  /** Of a policy in the active pack; a look that somebody asked for counts as 1. */
  public int severity(String policy) {
    return Optional.ofNullable(pack.get().policies().get(policy)).map(Policy::severity).orElse(1);
  }
}

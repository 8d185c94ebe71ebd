package io.hedgerow.server.truth;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.pack.EventType;
import io.hedgerow.engine.pack.FieldType;
import io.hedgerow.engine.pack.Pack;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.decision.StoredDecision;
import io.hedgerow.ledger.label.Label;
import io.hedgerow.ledger.label.Label.Says;
import io.hedgerow.ledger.label.Standing;
import io.hedgerow.review.cases.Content;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Ground truth for training: what people last said of an entity and a policy, with the text they
 * said it of. Thread-safe.
 */
public final class GroundTruth {
  private static final int PAGE = 500;

  private final Jdbi jdbi;
  private final LedgerReader reader;
  private final Supplier<Pack> pack;

  GroundTruth(Jdbi jdbi, LedgerReader reader, Supplier<Pack> pack) {
    this.jdbi = jdbi;
    this.reader = reader;
    this.pack = pack;
  }

  /** How well a judgement is backed, least first. */
  public enum Trust {
    /** One person said so. */
    SINGLE,
    /** A second person, asked without knowing, said the same. */
    AGREED,
    /** An appeal or a third person decided it, or a policy lead made it golden. */
    SETTLED;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Which judgements are wanted.
   *
   * @param since when the judgement was written, at the earliest
   * @param before and before when
   */
  public record Wanted(String policy, Instant since, Instant before, Trust least) {}

  /** One judgement with its text. */
  public record Example(
      long label,
      EntityId entity,
      String text,
      String policy,
      boolean violates,
      Trust trust,
      String source,
      Instant at) {}

  private record Candidate(long label, EntityId entity, Trust trust) {}

  /**
   * Gives every wanted example to the sink, oldest first. A judgement counts when it is the newest
   * of people on its entity and policy and not taken back. The text is what was known when it was
   * written; entities that say nothing are left out.
   *
   * @param open leaves out entities that whoever asks may not look at
   */
  public void read(Wanted wanted, UnaryOperator<Set<EntityId>> open, Consumer<Example> sink) {
    long after = 0;
    List<Candidate> page = page(wanted, after);
    while (!page.isEmpty()) {
      Map<EntityId, List<Label>> labels =
          reader.labelsOf(
              open.apply(page.stream().map(Candidate::entity).collect(Collectors.toSet())));
      for (Candidate candidate : page) {
        if (candidate.trust().compareTo(wanted.least()) >= 0) {
          newest(labels.getOrDefault(candidate.entity(), List.of()), wanted.policy())
              .filter(label -> label.id() == candidate.label())
              .flatMap(label -> example(label, candidate.trust()))
              .ifPresent(sink);
        }
      }
      after = page.getLast().label();
      page = page(wanted, after);
    }
  }

  private static Optional<Label> newest(List<Label> labels, String policy) {
    return Standing.judgements(labels).stream()
        .filter(label -> label.policy().equals(policy) && label.source().kind().human())
        .reduce((_, later) -> later);
  }

  private List<Candidate> page(Wanted wanted, long after) {
    return jdbi.withHandle(handle -> page(handle, wanted, after));
  }

  private static List<Candidate> page(Handle handle, Wanted wanted, long after) {
    Map<String, Trust> trusts = new HashMap<>();
    for (Trust trust : Trust.values()) {
      trusts.put(trust.word(), trust);
    }
    return handle
        .createQuery(
            "select l.id, l.entity, case when l.kind = 'APPEAL' or exists ("
                + " select 1 from review.answer t where t.batch = l.batch) or exists ("
                + " select 1 from review.verdict v join review.item i on i.id = v.item"
                + " join review.quality_check c on c.verdict = v.id and c.kind = 'third'"
                + " join review.answer t on t.item = c.item and t.undone is null"
                + " where v.batch = l.batch and i.entity = l.entity) or exists ("
                + " select 1 from review.golden g join review.item i on i.id = g.source"
                + " where i.entity = l.entity and g.retired is null"
                + " and (g.broken = l.policy) = not l.clears) then 'settled' when exists ("
                + " select 1 from review.verdict v join review.item i on i.id = v.item"
                + " join review.quality_check c on c.verdict = v.id and c.kind = 'second'"
                + " join review.answer s on s.item = c.item and s.undone is null"
                + " where v.batch = l.batch and i.entity = l.entity and s.policy ="
                + " case when v.violates then v.policy else '' end) then 'agreed'"
                + " else 'single' end as trust from label l"
                + " where l.kind in ('REVIEWER', 'APPEAL') and l.policy = :policy"
                + " and l.negates is null and l.id > :after and l.created >= :since"
                + " and l.created < :before order by l.id limit :page")
        .bind("policy", wanted.policy())
        .bind("after", after)
        .bind("since", wanted.since().atOffset(ZoneOffset.UTC))
        .bind("before", wanted.before().atOffset(ZoneOffset.UTC))
        .bind("page", PAGE)
        .map((row, _) ->
            new Candidate(
                row.getLong("id"),
                EntityId.parse(row.getString("entity")),
                trusts.getOrDefault(row.getString("trust"), Trust.SINGLE)))
        .list();
  }

  private Optional<Example> example(Label label, Trust trust) {
    String text =
        Content.asOf(reader, pack.get(), label.entity(), label.created())
            .stored()
            .map(this::text)
            .orElse("");
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Example(
                label.id(),
                label.entity(),
                text,
                label.policy(),
                label.says() instanceof Says.Violates,
                trust,
                label.source().kind().name().toLowerCase(Locale.ROOT),
                label.created()));
  }

  /** Every field of text that the event's type has, one a line. */
  private String text(StoredDecision stored) {
    EventType type = pack.get().eventTypes().get(stored.event().type());
    return type == null
        ? ""
        : type.fields().stream()
            .filter(field -> field.type() == FieldType.TEXT)
            .map(field -> stored.event().data().get(field.name()))
            .filter(String.class::isInstance)
            .map(value -> value.toString().strip())
            .filter(value -> !value.isEmpty())
            .collect(Collectors.joining("\n"));
  }
}

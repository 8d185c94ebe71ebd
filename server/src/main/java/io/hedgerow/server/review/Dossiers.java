package io.hedgerow.server.review;

import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.event.Event;
import io.hedgerow.engine.pack.EventType;
import io.hedgerow.engine.pack.FieldType;
import io.hedgerow.engine.pack.Pack;
import io.hedgerow.engine.policy.Policy;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.decision.StoredDecision;
import io.hedgerow.ledger.label.Label;
import io.hedgerow.ledger.label.Standing;
import io.hedgerow.ledger.strike.Strike;
import io.hedgerow.review.Review;
import io.hedgerow.review.appeal.Statement;
import io.hedgerow.review.cases.Content;
import io.hedgerow.review.cases.Lease;
import io.hedgerow.review.reviewer.Reviewer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Puts together what a reviewer gets to see. Thread-safe. */
public final class Dossiers {
  private final Review review;
  private final LedgerReader reader;
  private final Supplier<Pack> pack;
  private final InstantSource clock;

  Dossiers(Review review, LedgerReader reader, Supplier<Pack> pack, InstantSource clock) {
    this.review = review;
    this.reader = reader;
    this.pack = pack;
    this.clock = clock;
  }

  /**
   * Reads everything about the case of a lease; a blind item shows what was known when it was
   * decided the first time, so that nobody else's judgement is in it.
   */
  public Dossier of(Lease lease) {
    EntityId entity = lease.item().entity();
    Optional<Instant> past = review.quality().checks().asOf(lease.item().id());
    Instant at = past.orElseGet(clock::instant);
    Content content =
        past.map(then -> Content.asOf(reader, pack.get(), entity, then))
            .orElseGet(() -> Content.of(reader, pack.get(), entity));
    Optional<EntityId> actor =
        content.stored().map(StoredDecision::decision).flatMap(Decision::actor);
    Optional<Policy> policy = Optional.ofNullable(pack.get().policies().get(lease.item().policy()));
    Optional<Statement> appeal = lease.item().appeal().flatMap(review.appeals()::ofAppeal);
    return new Dossier(
        lease,
        content.stored().map(stored -> said(stored.event())).orElse(Map.of()),
        actor,
        Standing.at(known(entity, at), at),
        review.reports(entity).stream().filter(report -> !report.at().isAfter(at)).toList(),
        actor.map(owner -> strikes(owner, at)).orElse(List.of()),
        policy,
        appeal.isPresent() ? 1 : review.desk().clusterSize(lease.item().id()),
        lease.item().severity() >= Reviewer.GRAVE,
        appeal,
        review.desk().notes(lease.item().id()));
  }

  private List<Label> known(EntityId entity, Instant at) {
    return reader.labels(entity).stream().filter(l -> !l.created().isAfter(at)).toList();
  }

  private List<Strike> strikes(EntityId actor, Instant at) {
    return reader.strikes(actor).stream()
        .filter(strike -> strike.counts(at) && !strike.since().isAfter(at))
        .toList();
  }

  /** What people wrote, linked or showed; ids and numbers are left out. */
  private Map<String, String> said(Event event) {
    Map<String, String> said = new LinkedHashMap<>();
    EventType type = pack.get().eventTypes().get(event.type());
    if (type != null) {
      type.fields().stream()
          .filter(field ->
              field.type() == FieldType.TEXT
                  || field.type() == FieldType.URL
                  || field.type() == FieldType.IMAGE)
          .forEach(field -> {
            if (event.data().get(field.name()) instanceof String text) {
              said.put(field.name(), text);
            }
          });
    }
    return said;
  }
}

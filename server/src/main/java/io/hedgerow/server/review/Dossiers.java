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
import io.hedgerow.ledger.rulebook.Rulebook;
import io.hedgerow.ledger.strike.Strike;
import io.hedgerow.review.Review;
import io.hedgerow.review.appeal.Statement;
import io.hedgerow.review.cases.Content;
import io.hedgerow.review.cases.ContentChange;
import io.hedgerow.review.cases.Lease;
import io.hedgerow.review.reviewer.Reviewer;
import io.hedgerow.server.image.ImageReference;
import io.hedgerow.server.image.PictureCopies;
import io.hedgerow.server.review.Surroundings.Neighbour;
import java.net.IDN;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Puts together what a reviewer gets to see. Thread-safe. */
public final class Dossiers {
  private final Review review;
  private final LedgerReader reader;
  private final Supplier<Pack> pack;
  private final PictureCopies copies;
  private final InstantSource clock;

  Dossiers(
      Review review,
      LedgerReader reader,
      Supplier<Pack> pack,
      PictureCopies copies,
      InstantSource clock) {
    this.review = review;
    this.reader = reader;
    this.pack = pack;
    this.copies = copies;
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
    Content content = content(entity, past);
    Optional<EntityId> actor = actor(content);
    Optional<Policy> policy = Optional.ofNullable(pack.get().policies().get(lease.item().policy()));
    Optional<Statement> appeal = lease.item().appeal().flatMap(review.appeals()::ofAppeal);
    return new Dossier(
        lease,
        content.stored().map(stored -> said(stored.event())).orElse(Map.of()),
        content.seen(entity, Rulebook.of(pack.get())),
        past.isPresent() ? List.of() : changed(lease, content),
        actor,
        Standing.at(known(entity, at), at),
        review.reports(entity).stream().filter(report -> !report.at().isAfter(at)).toList(),
        review.reporters(entity),
        actor.map(owner -> strikes(owner, at)).orElse(List.of()),
        policy,
        appeal.isPresent() ? 1 : review.desk().clusterSize(lease.item().id()),
        lease.item().severity() >= Reviewer.GRAVE,
        appeal,
        review.desk().notes(lease.item().id()));
  }

  private Content content(EntityId entity, Optional<Instant> past) {
    return past.map(then -> Content.asOf(reader, pack.get(), entity, then))
        .orElseGet(() -> Content.of(reader, pack.get(), entity));
  }

  /** The usual case costs nothing: nothing newer came than when it was given. */
  private List<ContentChange> changed(Lease lease, Content now) {
    return now.stored().filter(stored -> stored.received().isAfter(lease.given())).isEmpty()
        ? List.of()
        : ContentChange.between(content(lease.item().entity(), Optional.of(lease.given())), now);
  }

  private static Optional<EntityId> actor(Content content) {
    return content.stored().map(StoredDecision::decision).flatMap(Decision::actor);
  }

  /** What stands around the case of a lease. */
  public Surroundings around(Lease lease) {
    long item = lease.item().id();
    Optional<Instant> past = review.quality().checks().asOf(item);
    Instant at = past.orElseGet(clock::instant);
    EntityId entity = lease.item().entity();
    Content content = content(entity, past);
    Optional<EntityId> actor = actor(content);
    List<EntityId> parents =
        content.stored().map(one -> review.threads().parents(one.event())).orElse(List.of());
    Evidence evidence = new Evidence(pack.get());
    Pasts pasts = new Pasts(reader, review.sight(), at);
    return new Surroundings(
        said(content),
        content.deleted(),
        review.reviewers().pictureSeen(lease.reviewer(), item),
        neighbours(parents, lease.reviewer(), past),
        neighbours(beside(content, entity, parents), lease.reviewer(), past),
        content.stored().map(Evidence::rules).orElse(List.of()),
        content.stored().map(evidence::scores).orElse(List.of()),
        content.stored().map(Evidence::matches).orElse(List.of()),
        pasts.of(entity),
        actor.map(one -> pasts.by(one, lease.reviewer())).orElse(List.of()),
        actor.map(pasts::inForce).orElse("none"),
        actor.map(one -> Standing.at(known(one, at), at)).orElse(List.of()));
  }

  private List<EntityId> beside(Content content, EntityId self, List<EntityId> parents) {
    return content.stored().isEmpty() || parents.isEmpty()
        ? List.of()
        : review.threads().around(parents.getFirst(), self, content.stored().get().sequence());
  }

  /** Without those that belong to a queue which the reviewer has no grant for. */
  private List<Neighbour> neighbours(
      List<EntityId> entities, String reviewer, Optional<Instant> past) {
    Set<EntityId> closed = review.sight().closed(reviewer, entities).keySet();
    return entities.stream()
        .filter(entity -> !closed.contains(entity))
        .map(entity -> new Neighbour(entity, said(content(entity, past))))
        .filter(neighbour -> !neighbour.said().isEmpty())
        .toList();
  }

  /** True when the case of that lease shows the picture. */
  public boolean shows(Lease lease, String picture) {
    Surroundings around = around(lease);
    return Stream.concat(
            around.said().stream(),
            Stream.concat(around.under().stream(), around.beside().stream())
                .flatMap(neighbour -> neighbour.said().stream()))
        .anyMatch(said -> said.picture().filter(picture::equals).isPresent());
  }

  private List<Said> said(Content content) {
    return content.fields().stream()
        .filter(field ->
            field.type() == FieldType.TEXT
                || field.type() == FieldType.URL
                || field.type() == FieldType.IMAGE)
        .flatMap(field ->
            content.data().get(field.name()) instanceof String text && !text.isBlank()
                ? Stream.of(said(content, field.name(), field.type(), text))
                : Stream.empty())
        .toList();
  }

  private Said said(Content content, String name, FieldType type, String text) {
    Optional<String> picture =
        type == FieldType.IMAGE
                && ImageReference.of(text) instanceof ImageReference.Uploaded(var id)
            ? Optional.of(id).filter(copies::has)
            : Optional.empty();
    Optional<Said.Link> link =
        type == FieldType.URL
            ? Optional.of(
                new Said.Link(
                    host(text),
                    beside(content, name + "_title"),
                    beside(content, name + "_description")))
            : Optional.empty();
    return new Said(name, type, text, picture, link);
  }

  private static String beside(Content content, String name) {
    return content.data().get(name) instanceof String text ? text : "";
  }

  /** Letters that only look like others show as {@code xn--}. */
  private static String host(String address) {
    try {
      String host = URI.create(address.strip()).getHost();
      return host == null ? "" : IDN.toASCII(host);
    } catch (IllegalArgumentException _) {
      return "";
    }
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

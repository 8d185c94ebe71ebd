package io.hedgerow.server.bank;

import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.event.Event;
import io.hedgerow.engine.pack.EventType;
import io.hedgerow.engine.pack.FieldType;
import io.hedgerow.engine.pack.Pack;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.bank.BankChange.Hash;
import io.hedgerow.ledger.decision.StoredDecision;
import io.hedgerow.server.bank.BankRecord.Matched;
import io.hedgerow.server.image.ImageReference;
import io.hedgerow.server.image.Images;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Reads committed decisions in order, once each, and notes which entity carries which picture and
 * which known hash matched what. What it notes can be read off the decisions again.
 */
final class DecisionFollower {
  private static final int PAGE = 500;
  private static final String PREFIX = "match.";

  private final Jdbi jdbi;
  private final LedgerReader reader;
  private final Supplier<Pack> pack;
  private final Images images;
  private final Position position;

  DecisionFollower(Jdbi jdbi, LedgerReader reader, Supplier<Pack> pack, Images images) {
    this.jdbi = jdbi;
    this.reader = reader;
    this.pack = pack;
    this.images = images;
    position = new Position("images: decisions");
  }

  /**
   * What a page said.
   *
   * @param images carried by something for the first time, perhaps
   * @param matched hashes that matched
   * @param newest when the last of the events was received
   * @param more whether there may be another page
   */
  record Noted(Set<String> images, Set<Hash> matched, Instant newest, boolean more) {}

  private record Use(String image, String entity, long sequence) {}

  /** Takes the next page. */
  Noted step() {
    long after = jdbi.withHandle(position::read);
    long last = reader.lastSequence();
    if (last <= after) {
      return new Noted(Set.of(), Set.of(), Instant.EPOCH, false);
    }
    List<StoredDecision> page = reader.decisionsAfter(after, typesWithImages(), PAGE);
    boolean more = page.size() == PAGE;
    List<Use> uses = new ArrayList<>();
    List<Matched> matched = new ArrayList<>();
    for (StoredDecision stored : page) {
      Decision decision = stored.decision();
      matched.addAll(matches(stored, decision));
      decision.subject().ifPresent(subject -> uses.addAll(uses(stored, subject)));
    }
    jdbi.useTransaction(handle -> {
      addUses(handle, uses);
      BankRecord.add(handle, matched);
      position.move(handle, more ? page.getLast().sequence() : last);
    });
    return new Noted(
        uses.stream().map(Use::image).collect(Collectors.toCollection(LinkedHashSet::new)),
        matched.stream().map(Matched::hash).collect(Collectors.toCollection(LinkedHashSet::new)),
        page.isEmpty() ? Instant.EPOCH : page.getLast().received(),
        more);
  }

  private List<String> typesWithImages() {
    return pack.get().eventTypes().values().stream()
        .filter(type -> type.fields().stream().anyMatch(f -> f.type() == FieldType.IMAGE))
        .map(EventType::name)
        .toList();
  }

  private List<Use> uses(StoredDecision stored, EntityId subject) {
    Event event = stored.event();
    EventType type = pack.get().eventTypes().get(event.type());
    if (type == null) {
      return List.of();
    }
    List<Use> uses = new ArrayList<>();
    type.fields().stream()
        .filter(field -> field.type() == FieldType.IMAGE)
        .map(field -> event.data().get(field.name()))
        .filter(String.class::isInstance)
        .map(value -> ImageReference.of((String) value))
        .forEach(reference -> {
          switch (reference) {
            case ImageReference.Uploaded(String id) ->
                uses.add(new Use(id, subject.toString(), stored.sequence()));
            case ImageReference.Hashed hashed -> {
              images.add(hashed, stored.received());
              uses.add(new Use(hashed.id(), subject.toString(), stored.sequence()));
            }
            case ImageReference.Elsewhere _ -> {
              // never sent here: nothing to note
            }
          }
        });
    return uses;
  }

  /** The decision recorded a match as its distance, and beside it source and hash. */
  private static List<Matched> matches(StoredDecision stored, Decision decision) {
    Map<String, Object> signals = decision.signals();
    List<Matched> matches = new ArrayList<>();
    signals.forEach((name, value) -> {
      if (name.startsWith(PREFIX)
          && value instanceof Long distance
          && signals.get(name + ".source") instanceof String source
          && signals.get(name + ".hash") instanceof String hash) {
        matches.add(
            new Matched(
                new Hash(name.substring(PREFIX.length()), source, hash),
                stored.sequence(),
                decision.subject().or(decision::actor).map(EntityId::toString).orElse(""),
                Math.toIntExact(distance),
                stored.received()));
      }
    });
    return matches;
  }

  private static void addUses(Handle handle, List<Use> uses) {
    PreparedBatch batch =
        handle.prepareBatch(
            "insert into server.image_use(image, entity, seq) values (:image, :entity, :seq)"
                + " on conflict do nothing");
    for (Use use : uses) {
      batch
          .bind("image", use.image())
          .bind("entity", use.entity())
          .bind("seq", use.sequence())
          .add();
    }
    if (batch.size() > 0) {
      batch.execute();
    }
  }
}

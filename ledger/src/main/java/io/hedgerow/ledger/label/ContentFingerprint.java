package io.hedgerow.ledger.label;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.event.Event;
import io.hedgerow.engine.json.CanonicalJson;
import io.hedgerow.ledger.audit.Digest;
import io.hedgerow.ledger.decision.DecisionList;
import io.hedgerow.ledger.decision.StoredDecision;
import io.hedgerow.ledger.rulebook.Rulebook;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Tells whether two judgements are of the same content: 128 bits, in hex, over the texts, links and
 * pictures of an event. Accounts have none, since they are judged by what they do.
 */
public final class ContentFingerprint {
  private static final int BYTES = 16;

  private ContentFingerprint() {}

  /** Of what the event says; empty when it says nothing. */
  public static Optional<String> of(Event event, Rulebook rulebook) {
    Digest digest = new Digest();
    int said = 0;
    for (String field : rulebook.saying().getOrDefault(event.type(), List.of())) {
      Object value = event.data().get(field);
      if (value != null) {
        digest.add(field).add(value instanceof String text ? text : CanonicalJson.write(value));
        said++;
      }
    }
    return said == 0
        ? Optional.empty()
        : Optional.of(HexFormat.of().formatHex(digest.take(), 0, BYTES));
  }

  /**
   * Of what the entity says in an event that judges it; empty for whatever the event only mentions.
   *
   * @param subject of the event
   */
  public static Optional<String> of(
      EntityId entity, Optional<EntityId> subject, Event event, Rulebook rulebook) {
    return subject.filter(entity::equals).isPresent() && hasContent(entity, rulebook)
        ? of(event, rulebook)
        : Optional.empty();
  }

  /** Of what each of the entities says at the moment; those that say nothing are left out. */
  public static Map<EntityId, String> now(
      Handle handle, Collection<EntityId> entities, Rulebook rulebook) {
    List<EntityId> saying =
        entities.stream().filter(entity -> hasContent(entity, rulebook)).distinct().toList();
    if (saying.isEmpty() || rulebook.saying().isEmpty()) {
      return Map.of();
    }
    Map<EntityId, StoredDecision> newest =
        DecisionList.newestAbout(handle, saying, rulebook.saying().keySet());
    Map<EntityId, String> found = new HashMap<>();
    newest.forEach((entity, stored) ->
        of(stored.event(), rulebook).ifPresent(content -> found.put(entity, content)));
    return found;
  }

  /** True when the entity says something else than at that time. */
  public static boolean changedSince(
      Handle handle, EntityId entity, Instant then, Rulebook rulebook) {
    Set<String> saying = rulebook.saying().keySet();
    if (!hasContent(entity, rulebook) || saying.isEmpty()) {
      return false;
    }
    return Optional.ofNullable(
            DecisionList.newestAbout(handle, List.of(entity), saying).get(entity))
        .filter(newest -> newest.received().isAfter(then))
        .filter(newest ->
            !DecisionList.newestAboutBy(handle, entity, saying, then)
                .flatMap(old -> of(old.event(), rulebook))
                .equals(of(newest.event(), rulebook)))
        .isPresent();
  }

  private static boolean hasContent(EntityId entity, Rulebook rulebook) {
    return !rulebook.accountKinds().contains(entity.kind());
  }
}

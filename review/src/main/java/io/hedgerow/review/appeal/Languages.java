package io.hedgerow.review.appeal;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.decision.StoredDecision;
import io.hedgerow.review.cases.Content;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * In which language to speak to whoever owns an entity: what the newest of their last events that
 * says so has in {@code actor.language}, or else the language of the entity itself.
 */
final class Languages {
  /** The longest tag that is looked at; RFC 5646 asks for at least 35. */
  private static final int LONGEST = 35;

  /** Events of an account that are looked through. */
  private static final int LOOKED_AT = 20;

  private final LedgerReader reader;

  Languages(LedgerReader reader) {
    this.reader = reader;
  }

  /** Tags as events say them, unchecked; entities of which nothing is known are left out. */
  Map<EntityId, String> of(Collection<EntityId> entities, Map<EntityId, EntityId> owners) {
    Map<EntityId, List<StoredDecision>> by =
        reader.newestBy(new HashSet<>(owners.values()), LOOKED_AT);
    Map<EntityId, String> found = new HashMap<>();
    for (EntityId entity : entities) {
      EntityId owner = owners.get(entity);
      Optional.ofNullable(owner == null ? null : by.get(owner)).stream()
          .flatMap(List::stream)
          .flatMap(stored -> ofActor(stored).stream())
          .findFirst()
          .ifPresent(tag -> found.put(entity, tag));
    }
    Set<EntityId> silent = new HashSet<>(entities);
    silent.removeAll(found.keySet());
    reader
        .newestAbout(silent, Content.REPORT)
        .forEach((entity, stored) ->
            tag(stored.event().data().get("language")).ifPresent(tag -> found.put(entity, tag)));
    return found;
  }

  private static Optional<String> ofActor(StoredDecision stored) {
    return stored.event().data().get("actor") instanceof Map<?, ?> actor
        ? tag(actor.get("language"))
        : Optional.empty();
  }

  private static Optional<String> tag(@org.jspecify.annotations.Nullable Object said) {
    return said instanceof String text && !text.isBlank() && text.length() <= LONGEST
        ? Optional.of(text)
        : Optional.empty();
  }
}

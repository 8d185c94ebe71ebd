package io.hedgerow.review.cases;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.event.Event;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.decision.StoredDecision;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What an entity says, as the newest event about it that is no report had it.
 *
 * @param stored that event and its decision; empty when nothing is known of the entity
 */
public record Content(Optional<StoredDecision> stored) {
  /** The event type by which users report. */
  public static final String REPORT = "report.filed";

  private static final List<String> WORDS = List.of("title", "text", "image");
  private static final int LEAST_LETTERS = 12;

  /** Looks it up. */
  public static Content of(LedgerReader reader, EntityId entity) {
    return of(reader, List.of(entity)).getOrDefault(entity, new Content(Optional.empty()));
  }

  /** As it was known at that time. */
  public static Content asOf(LedgerReader reader, EntityId entity, Instant then) {
    return new Content(reader.newestAboutBy(entity, REPORT, then));
  }

  /** Looks them up together; entities of which nothing is known are left out. */
  static Map<EntityId, Content> of(LedgerReader reader, Collection<EntityId> entities) {
    Map<EntityId, Content> found = new HashMap<>();
    reader
        .newestAbout(entities, REPORT)
        .forEach((entity, stored) -> found.put(entity, new Content(Optional.of(stored))));
    return found;
  }

  private Map<String, Object> data() {
    return stored.map(StoredDecision::event).map(Event::data).orElse(Map.of());
  }

  /** ISO 639, as the event says; empty when it does not. */
  public String language() {
    return data().get("language") instanceof String language && language.length() <= 16
        ? language.toLowerCase(Locale.ROOT)
        : "";
  }

  /**
   * Views expected from now on: what the event says in {@code expected_views}, else the actor's
   * followers, else 1.
   */
  public double views() {
    if (data().get("expected_views") instanceof Number views) {
      return Math.max(1, views.doubleValue());
    }
    return data().get("actor") instanceof Map<?, ?> actor
            && actor.get("followers") instanceof Number followers
        ? Math.max(1, followers.doubleValue())
        : 1;
  }

  /**
   * Equal for entities that say the same up to case, digits, spaces and punctuation; empty when too
   * little is said to tell.
   */
  public byte[] fingerprint() {
    StringBuilder said = new StringBuilder();
    for (String name : WORDS) {
      if (data().get(name) instanceof String text) {
        said.append(name.equals("image") ? text : letters(text));
      }
    }
    return said.length() < LEAST_LETTERS ? new byte[0] : sha256(said.toString());
  }

  private static String letters(String text) {
    StringBuilder letters = new StringBuilder();
    Normalizer.normalize(text, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .codePoints()
        .filter(Character::isLetter)
        .forEach(letters::appendCodePoint);
    return letters.toString();
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

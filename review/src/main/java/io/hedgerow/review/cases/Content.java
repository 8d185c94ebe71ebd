package io.hedgerow.review.cases;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.event.Event;
import io.hedgerow.engine.pack.EventType;
import io.hedgerow.engine.pack.Field;
import io.hedgerow.engine.pack.FieldType;
import io.hedgerow.engine.pack.Pack;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.decision.StoredDecision;
import io.hedgerow.ledger.label.ContentFingerprint;
import io.hedgerow.ledger.rulebook.Rulebook;
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
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What an entity says, as the newest event about it had it that says anything: a pin's saves and
 * the reports of it do not.
 *
 * @param stored that event and its decision; empty when nothing is known of the entity
 * @param fields of the event, as the pack declares them
 * @param data of the event
 * @param deleted when the product said that it is no longer there: by an event of a type that ends
 *     in {@code .deleted}, after what it says
 * @param announced views expected from now on, as the newest event that says so has it
 */
public record Content(
    Optional<StoredDecision> stored,
    List<Field> fields,
    Map<String, Object> data,
    Optional<Instant> deleted,
    OptionalDouble announced) {
  /** The event type by which users report. */
  public static final String REPORT = "report.filed";

  /** Nothing is known. */
  static final Content NONE =
      new Content(Optional.empty(), List.of(), Map.of(), Optional.empty(), OptionalDouble.empty());

  private static final String EXPECTED_VIEWS = "expected_views";
  private static final Set<FieldType> SAYING =
      Set.of(FieldType.TEXT, FieldType.URL, FieldType.IMAGE);
  private static final int LEAST_LETTERS = 12;

  /** Looks it up. */
  public static Content of(LedgerReader reader, Pack pack, EntityId entity) {
    return of(reader, pack, List.of(entity)).getOrDefault(entity, NONE);
  }

  /** As it was known at that time. */
  public static Content asOf(LedgerReader reader, Pack pack, EntityId entity, Instant then) {
    return reader
        .newestAboutBy(entity, saying(pack), then)
        .map(stored -> of(pack, stored, Optional.empty(), OptionalDouble.empty()))
        .orElse(NONE);
  }

  /** Looks them up together; entities of which nothing is known are left out. */
  static Map<EntityId, Content> of(LedgerReader reader, Pack pack, Collection<EntityId> entities) {
    Map<EntityId, Double> views = views(reader, pack, entities);
    Map<EntityId, StoredDecision> deletions = deletions(reader, pack, entities);
    Map<EntityId, Content> found = new HashMap<>();
    reader
        .newestAbout(entities, saying(pack))
        .forEach((entity, stored) -> {
          Double announced = views.get(entity);
          found.put(
              entity,
              of(
                  pack,
                  stored,
                  Optional.ofNullable(deletions.get(entity))
                      .filter(gone -> gone.sequence() > stored.sequence())
                      .map(StoredDecision::received),
                  announced == null ? OptionalDouble.empty() : OptionalDouble.of(announced)));
        });
    return found;
  }

  private static Content of(
      Pack pack, StoredDecision stored, Optional<Instant> deleted, OptionalDouble announced) {
    Event event = stored.event();
    return new Content(
        Optional.of(stored),
        Optional.ofNullable(pack.eventTypes().get(event.type()))
            .map(EventType::fields)
            .orElse(List.of()),
        event.data(),
        deleted,
        announced);
  }

  private static List<String> saying(Pack pack) {
    return types(pack, field -> SAYING.contains(field.type()));
  }

  private static Map<EntityId, Double> views(
      LedgerReader reader, Pack pack, Collection<EntityId> entities) {
    List<String> saying = types(pack, field -> field.name().equals(EXPECTED_VIEWS));
    Map<EntityId, Double> views = new HashMap<>();
    if (!saying.isEmpty()) {
      reader
          .newestAbout(entities, saying)
          .forEach((entity, stored) -> {
            if (stored.event().data().get(EXPECTED_VIEWS) instanceof Number number) {
              views.put(entity, number.doubleValue());
            }
          });
    }
    return views;
  }

  private static Map<EntityId, StoredDecision> deletions(
      LedgerReader reader, Pack pack, Collection<EntityId> entities) {
    List<String> deleting =
        pack.eventTypes().keySet().stream().filter(type -> type.endsWith(".deleted")).toList();
    return deleting.isEmpty() ? Map.of() : reader.newestAbout(entities, deleting);
  }

  private static List<String> types(Pack pack, Predicate<Field> field) {
    return pack.eventTypes().values().stream()
        .filter(type -> type.fields().stream().anyMatch(field))
        .map(EventType::name)
        .filter(name -> !name.equals(REPORT))
        .toList();
  }

  /** The type of the event; empty when there is none. */
  public String event() {
    return stored.map(one -> one.decision().type()).orElse("");
  }

  /** ISO 639, as the event says; empty when it does not. */
  public String language() {
    return data().get("language") instanceof String language && language.length() <= 16
        ? kept(language.toLowerCase(Locale.ROOT))
        : "";
  }

  /**
   * Views expected from now on: what an event says in {@code expected_views}, else the actor's
   * followers, else 1. Nobody sees any more what was deleted.
   */
  public double views() {
    if (deleted.isPresent()) {
      return 0;
    }
    if (announced.isPresent()) {
      return Math.max(1, announced.getAsDouble());
    }
    if (data().get(EXPECTED_VIEWS) instanceof Number views) {
      return Math.max(1, views.doubleValue());
    }
    return data().get("actor") instanceof Map<?, ?> actor
            && actor.get("followers") instanceof Number followers
        ? Math.max(1, followers.doubleValue())
        : 1;
  }

  /** The first picture it shows, by the name that near-duplicates share. */
  public Optional<String> picture(Pictures pictures) {
    return texts(FieldType.IMAGE).stream().findFirst().flatMap(pictures::like);
  }

  /**
   * Equal for entities that show the same picture and say the same, up to case, digits, spaces and
   * punctuation; empty when too little is said to tell.
   */
  public byte[] fingerprint(Pictures pictures) {
    StringBuilder said = new StringBuilder();
    texts(FieldType.TEXT).forEach(text -> said.append(letters(text)));
    Optional<String> picture = picture(pictures);
    picture.ifPresent(name -> said.append('\n').append(name));
    return picture.isEmpty() && said.length() < LEAST_LETTERS
        ? new byte[0]
        : sha256(said.toString());
  }

  /** What it says in words, a line for each text that the pack declares; empty for nothing. */
  public String words() {
    return String.join("\n", texts(FieldType.TEXT)).strip();
  }

  /**
   * Tells whether two looks at an entity saw the same, as the ledger tells whether two judgements
   * are of the same; empty when it says nothing, or is judged by what it does.
   */
  public String seen(EntityId entity, Rulebook rulebook) {
    return stored
        .flatMap(
            one -> ContentFingerprint.of(entity, one.decision().subject(), one.event(), rulebook))
        .orElse("");
  }

  /** The fields in which it says or shows something. */
  Stream<Field> saying() {
    return fields.stream().filter(field -> SAYING.contains(field.type()));
  }

  private List<String> texts(FieldType type) {
    return fields.stream()
        .filter(field -> field.type() == type)
        .map(field -> data.get(field.name()))
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .map(Content::kept)
        .toList();
  }

  /** PostgreSQL keeps no NUL. */
  private static String kept(String text) {
    return text.replace('\0', '\uFFFD');
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

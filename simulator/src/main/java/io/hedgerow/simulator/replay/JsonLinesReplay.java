package io.hedgerow.simulator.replay;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.event.Event;
import io.hedgerow.engine.event.EventKey;
import io.hedgerow.engine.json.JsonReader;
import io.hedgerow.engine.json.JsonReading;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Turns recorded JSON lines of any shape into events, so that a pack can be tried on real history.
 * A line is a JSON object; a {@link ReplayMapping} says where its parts are. It never throws on
 * content. Thread-safe.
 */
public final class JsonLinesReplay {
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private final ReplayMapping mapping;
  private final JsonReader json = new JsonReader();

  public JsonLinesReplay(ReplayMapping mapping) {
    this.mapping = mapping;
  }

  /**
   * Reads one line.
   *
   * @param number of the line, from 1
   */
  public Replayed read(String line, long number) {
    return switch (json.read(line)) {
      case JsonReading.Value(Map<?, ?> object) -> event(members(object), number);
      case JsonReading.Value _ -> new Replayed.Refused("the line", "must be a JSON object");
      case JsonReading.Broken broken -> new Replayed.Refused(broken.where(), broken.message());
    };
  }

  @SuppressWarnings("unchecked") // JsonReader makes maps with string keys only
  private static Map<String, Object> members(Map<?, ?> object) {
    return (Map<String, Object>) object;
  }

  private Replayed event(Map<String, Object> line, long number) {
    Optional<String> id = id(line, number);
    if (id.isEmpty()) {
      return new Replayed.Refused(
          mapping.id().map(MemberPath::toString).orElse("the line"),
          "the id must be a number, or text of 1 to " + EntityId.MAX_LENGTH + " characters");
    }
    Optional<Instant> time = mapping.time().find(line).flatMap(JsonLinesReplay::time);
    if (time.isEmpty()) {
      return new Replayed.Refused(
          mapping.time().toString(),
          "the time must be RFC 3339 or seconds since 1970, such as 2026-03-01T10:00:00Z");
    }
    Event event =
        new Event(
            new EventKey(mapping.source(), id.get()),
            mapping.type(),
            time.get(),
            time.get(),
            data(line));
    return new Replayed.Known(
        event, mapping.violates().flatMap(path -> path.find(line)).map(JsonLinesReplay::isTrue));
  }

  private Optional<String> id(Map<String, Object> line, long number) {
    return mapping.id().isEmpty()
        ? Optional.of("line-" + number)
        : mapping
            .id()
            .get()
            .find(line)
            .filter(value -> value instanceof String || value instanceof Long)
            .map(String::valueOf)
            .filter(EntityId::isId);
  }

  private Map<String, Object> data(Map<String, Object> line) {
    Map<String, Object> data = new LinkedHashMap<>();
    for (ReplayMapping.Copy copy : mapping.data()) {
      copy.from().find(line).ifPresent(value -> copy.to().put(data, value));
    }
    return Collections.unmodifiableMap(data);
  }

  private static Optional<Instant> time(Object value) {
    try {
      Optional<Instant> time =
          switch (value) {
            case Long seconds -> Optional.of(Instant.ofEpochSecond(seconds));
            case Double seconds -> Optional.of(Instant.ofEpochMilli(Math.round(seconds * 1_000)));
            case String text -> Optional.of(instant(text));
            default -> Optional.empty();
          };
      return time.filter(t -> !t.isBefore(Instant.EPOCH) && !t.isAfter(LATEST));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException _) {
      return LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
    }
  }

  private static boolean isTrue(Object value) {
    return switch (value) {
      case Boolean truth -> truth;
      case Number number -> number.doubleValue() > 0;
      default -> "true".equals(value);
    };
  }
}

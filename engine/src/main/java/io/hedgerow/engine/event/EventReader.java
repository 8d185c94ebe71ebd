package io.hedgerow.engine.event;

import io.hedgerow.engine.event.EventReading.Accepted;
import io.hedgerow.engine.event.EventReading.Rejected;
import io.hedgerow.engine.json.JsonReader;
import io.hedgerow.engine.json.JsonReading;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

/**
 * Reads CloudEvents 1.0 in the JSON format's structured mode (CloudEvents JSON format 1.0.2,
 * section 3) and batched mode (section 4). Whatever the bytes are, the answer is an event or a
 * named rejection, never an exception. Thread-safe.
 */
public final class EventReader {
  /** The largest single event accepted, in bytes. */
  public static final int MAX_EVENT_BYTES = 1 << 20;

  private static final int MAX_ATTRIBUTE = 512;

  private final JsonReader json = new JsonReader();
  private final Repeats repeats = new Repeats();

  /**
   * Reads one event.
   *
   * @param received when it arrived; also its time when it names none
   */
  public EventReading read(byte[] bytes, Instant received) {
    if (bytes.length > MAX_EVENT_BYTES) {
      return tooLarge(bytes.length);
    }
    return switch (json.read(bytes)) {
      case JsonReading.Value(Object value) -> event(value, received);
      case JsonReading.Broken broken -> rejected(broken);
    };
  }

  /** Reads one event from a line of text, taken to be received when it happened. */
  public EventReading read(String line) {
    return element(line, Instant.MAX);
  }

  /**
   * Reads a JSON array of events, one reading for each element in order. JSON that cannot be parsed
   * at all gives a single rejection, since nobody can say where the next event starts.
   */
  public List<EventReading> readBatch(byte[] bytes, Instant received) {
    return switch (json.elements(bytes)) {
      case JsonReading.Value(List<?> texts) ->
          texts.stream().map(text -> element((String) text, received)).toList();
      case JsonReading.Value _ -> throw new IllegalStateException("elements are a list");
      case JsonReading.Broken broken -> List.of(rejected(broken));
    };
  }

  private EventReading element(String text, Instant received) {
    if (text.length() > MAX_EVENT_BYTES) {
      return tooLarge(text.length());
    }
    return switch (json.read(text)) {
      case JsonReading.Value(Object value) -> event(value, received);
      case JsonReading.Broken broken -> rejected(broken);
    };
  }

  private EventReading event(Object value, Instant received) {
    if (!(value instanceof Map<?, ?> envelope)) {
      return new Rejected(
          "not_an_object",
          "the event",
          "an event must be a JSON object",
          "see docs/reference/events.md");
    }
    try {
      if (!"1.0".equals(envelope.get("specversion"))) {
        throw new Refusal("specversion", "must be the text \"1.0\"", "add \"specversion\":\"1.0\"");
      }
      Instant time = time(envelope.get("time"), received);
      return new Accepted(
          new Event(
              new EventKey(repeats.of(attribute(envelope, "source")), attribute(envelope, "id")),
              repeats.of(attribute(envelope, "type")),
              time,
              received.equals(Instant.MAX) ? time : received,
              data(envelope)));
    } catch (Refusal refusal) {
      return refusal.rejected;
    }
  }

  private static String attribute(Map<?, ?> envelope, String name) {
    Object value = envelope.get(name);
    if (value == null) {
      throw new Refusal(name, "is missing", "every event needs id, source, type and specversion");
    }
    if (!(value instanceof String text) || !EntityId.isId(text)) {
      throw new Refusal(
          name,
          "must be text of 1 to " + MAX_ATTRIBUTE + " characters without control characters",
          "shorten or clean it");
    }
    return text;
  }

  private static Instant time(@org.jspecify.annotations.Nullable Object value, Instant received) {
    if (value == null && !received.equals(Instant.MAX)) {
      return received;
    }
    try {
      if (value instanceof String text) {
        Instant time = OffsetDateTime.parse(text).toInstant();
        if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
          throw new Refusal("time", "must lie between 1970 and 9999, was " + text, "send RFC 3339");
        }
        return time;
      }
    } catch (DateTimeException _) {
      // falls through to the refusal below, which shows the form
    }
    throw new Refusal("time", "must be an RFC 3339 time", "for example \"2026-03-01T10:00:00Z\"");
  }

  private static final Instant EARLIEST = Instant.EPOCH;
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  @SuppressWarnings("unchecked") // JsonReader makes maps with string keys only
  private static Map<String, Object> data(Map<?, ?> envelope) {
    if (envelope.containsKey("data_base64")) {
      throw new Refusal("data_base64", "is not read here", "send the payload as an object in data");
    }
    return switch (envelope.get("data")) {
      case null -> Map.of();
      case Map<?, ?> data -> (Map<String, Object>) data;
      default -> throw new Refusal("data", "must be a JSON object", "see docs/reference/events.md");
    };
  }

  private static Rejected rejected(JsonReading.Broken broken) {
    return new Rejected(broken.code(), broken.where(), broken.message(), mend(broken.code()));
  }

  private static String mend(String code) {
    return switch (code) {
      case "invalid_utf8" -> "encode the whole body as UTF-8";
      case "too_deep" -> "flatten `data`, or leave out what no rule reads";
      case "too_long", "number_out_of_range" -> "leave it out, or send it as shorter text";
      case "duplicate_member" -> "send the member once";
      case "not_an_array" -> "send [event, …], or one event as application/cloudevents+json";
      default -> "check the JSON at that place; an event is one CloudEvents 1.0 JSON object";
    };
  }

  private static Rejected tooLarge(int length) {
    return new Rejected(
        "too_large",
        "the event",
        "an event may have " + MAX_EVENT_BYTES + " bytes, this one has " + length,
        "send media by address, not inline");
  }

  /** Carries a refusal out of the attribute readers; never leaves this class. */
  private static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Rejected rejected;

    Refusal(String attribute, String wrong, String hint) {
      super(wrong, null, false, false);
      String code = wrong.equals("is missing") ? "missing_attribute" : "bad_attribute";
      rejected = new Rejected(code, attribute, "attribute `" + attribute + "` " + wrong, hint);
    }
  }
}

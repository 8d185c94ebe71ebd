package io.hedgerow.engine.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads untrusted JSON into an immutable value tree. It never throws on content: nesting and
 * numbers are bounded, a member that comes twice is refused because two readers could see two
 * different events, and bytes that are no UTF-8 are named by their offset. Thread-safe.
 */
public final class JsonReader {
  /** Deepest nesting accepted. */
  public static final int MAX_DEPTH = 64;

  private static final int MAX_STRING = 16 << 20;

  private final JsonFactory factory =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(MAX_STRING)
                  .build())
          .build();

  private final Shapes shapes = new Shapes();

  /** For finding where elements end; each is then read under the limits. */
  private final JsonFactory lenient =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(1_000_000)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  /** Reads one JSON value and nothing after it. */
  public JsonReading read(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    return firstInvalidByte(bytes, text).orElseGet(() -> read(text));
  }

  /**
   * Takes an array apart without reading its elements, so that what is wrong with one of them stays
   * its own: the value is a list of their texts.
   */
  public JsonReading elements(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    return firstInvalidByte(bytes, text).orElseGet(() -> elements(text));
  }

  private JsonReading elements(String text) {
    try (JsonParser parser = lenient.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        return new JsonReading.Broken(
            "not_an_array", place(parser), "a batch must be a JSON array");
      }
      List<Object> texts = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        int start = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        parser.finishToken();
        int end = (int) parser.currentLocation().getCharOffset();
        texts.add(text.substring(start, Math.min(end, text.length())));
      }
      return parser.nextToken() == null
          ? new JsonReading.Value(List.copyOf(texts))
          : new JsonReading.Broken(
              "malformed_json", place(parser), "there is more after the array");
    } catch (JacksonException malformed) {
      return malformed(malformed);
    }
  }

  private static JsonReading malformed(JacksonException failure) {
    return new JsonReading.Broken("malformed_json", place(failure), JsonComplaint.of(failure));
  }

  /** Reads one JSON value and nothing after it. */
  public JsonReading read(String text) {
    try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
      return read(parser);
    } catch (JacksonException malformed) {
      return malformed(malformed);
    }
  }

  private JsonReading read(JsonParser parser) {
    try {
      if (parser.nextToken() == null) {
        return new JsonReading.Broken(
            "malformed_json", "line 1, column 1", "there is no JSON here");
      }
      Object value = value(parser);
      if (parser.nextToken() != null) {
        return new JsonReading.Broken(
            "malformed_json", place(parser), "there is more after the end of the value");
      }
      return new JsonReading.Value(value);
    } catch (Refused refused) {
      return refused.reading;
    } catch (StreamConstraintsException limit) {
      boolean deep = limit.getOriginalMessage().contains("depth");
      return new JsonReading.Broken(
          deep ? "too_deep" : "too_long",
          place(parser),
          deep
              ? "nested deeper than " + MAX_DEPTH + " levels"
              : "a name, number or text is too long");
    }
  }

  private Object value(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT -> integer(parser);
      case VALUE_NUMBER_FLOAT -> decimal(parser);
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      default -> Map.of();
    };
  }

  private Map<String, Object> object(JsonParser parser) {
    MembersRead read = new MembersRead(shapes);
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      boolean isNull = parser.nextToken() == JsonToken.VALUE_NULL;
      if (!(isNull ? read.addNull(name) : read.add(name, value(parser)))) {
        throw new Refused("duplicate_member", path(parser), "member `" + name + "` comes twice");
      }
    }
    return read.members();
  }

  private List<Object> array(JsonParser parser) {
    List<Object> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(parser));
    }
    return Collections.unmodifiableList(elements);
  }

  /** Integers beyond 64 bits become doubles, as JavaScript would read them. */
  private static Object integer(JsonParser parser) {
    return switch (parser.getNumberType()) {
      case INT, LONG -> parser.getLongValue();
      default -> decimal(parser);
    };
  }

  private static Double decimal(JsonParser parser) {
    double value = parser.getDoubleValue();
    if (!Double.isFinite(value)) {
      throw new Refused("number_out_of_range", path(parser), "number does not fit 64 bits");
    }
    return value;
  }

  private static String path(JsonParser parser) {
    return parser.streamReadContext().pathAsPointer().toString();
  }

  private static String place(JsonParser parser) {
    return "line "
        + parser.currentTokenLocation().getLineNr()
        + ", column "
        + parser.currentTokenLocation().getColumnNr();
  }

  private static String place(JacksonException failure) {
    return failure.getLocation() == null
        ? "line 1, column 1"
        : "line "
            + failure.getLocation().getLineNr()
            + ", column "
            + failure.getLocation().getColumnNr();
  }

  /** A replacement character in the text may have been sent, or stand for broken bytes. */
  private static Optional<JsonReading> firstInvalidByte(byte[] bytes, String text) {
    if (text.indexOf('\uFFFD') < 0) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(in);
      return Optional.empty();
    } catch (CharacterCodingException invalid) {
      return Optional.of(
          new JsonReading.Broken(
              "invalid_utf8", "byte " + in.position(), "the bytes here are not UTF-8"));
    }
  }

  /** Carries a refusal out of the recursion; never leaves this class. */
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient JsonReading.Broken reading;

    Refused(String code, String where, String message) {
      super(message, null, false, false);
      reading = new JsonReading.Broken(code, where, message);
    }
  }
}

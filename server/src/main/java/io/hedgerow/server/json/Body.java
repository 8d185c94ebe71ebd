package io.hedgerow.server.json;

import static io.hedgerow.server.problem.ProblemType.INVALID;
import static io.hedgerow.server.problem.ProblemType.MALFORMED;
import static io.hedgerow.server.problem.ProblemType.TOO_LARGE;

import io.hedgerow.engine.json.JsonReader;
import io.hedgerow.engine.json.JsonReading;
import io.hedgerow.engine.pack.Suggestion;
import io.hedgerow.server.problem.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A JSON object somebody sent, read strictly: a member nobody knows is refused with a suggestion,
 * and every refusal names the member.
 */
public record Body(Map<?, ?> members, String prefix) {
  private static final JsonReader JSON = new JsonReader();
  private static final int SMALL = 64 << 10;
  private static final int MOST_NUMBERS = 1_000;

  /** Reads a request's body as an object with these members. */
  public static Body read(HttpServletRequest request, String... known) throws IOException {
    Map<?, ?> members = object(bytes(request, SMALL));
    Set<String> names = Set.of(known);
    for (Object name : members.keySet()) {
      if (!names.contains(name)) {
        throw Refusal.at(INVALID, name.toString(), "there is no member `" + name + "` here")
            .with("hint", Suggestion.hint(name.toString(), names));
      }
    }
    return new Body(members, "");
  }

  /** Reads bytes as a JSON object. */
  public static Map<?, ?> object(byte[] bytes) {
    return switch (JSON.read(bytes)) {
      case JsonReading.Value(Map<?, ?> members) -> members;
      case JsonReading.Value _ ->
          throw Refusal.at(MALFORMED, "the body", "the body must be a JSON object");
      case JsonReading.Broken broken ->
          throw Refusal.at(MALFORMED, broken.where(), broken.message()).with("code", broken.code());
    };
  }

  /** The whole body, or a refusal when it is larger than the limit. */
  public static byte[] bytes(HttpServletRequest request, int limit) throws IOException {
    long said = request.getContentLengthLong();
    if (said > limit) {
      throw tooLarge(limit, Long.toString(said));
    }
    try (InputStream in = request.getInputStream()) {
      if (said >= 0) {
        return in.readNBytes((int) said);
      }
      byte[] bytes = in.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw tooLarge(limit, "more");
      }
      return bytes;
    }
  }

  private static Refusal tooLarge(int limit, String was) {
    return Refusal.of(TOO_LARGE, "the body may have " + limit + " bytes here, this one has " + was);
  }

  /** The object inside that member; empty when it is absent. */
  public Body inside(String name) {
    return switch (members.get(name)) {
      case null -> new Body(Map.of(), name + ".");
      case Map<?, ?> inner -> new Body(inner, name + ".");
      case Object _ -> throw Refusal.at(INVALID, name, "member `" + name + "` must be an object");
    };
  }

  /** A text member that must be there. */
  public String text(String name) {
    return optionalText(name)
        .orElseThrow(
            () -> Refusal.at(INVALID, prefix + name, "member `" + prefix + name + "` is missing"));
  }

  /** A text member that may be absent; blank counts as absent. */
  public Optional<String> optionalText(String name) {
    Object value = members.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String text && text.length() <= 10_000) {
      return Optional.of(text.strip()).filter(stripped -> !stripped.isEmpty());
    }
    throw Refusal.at(
        INVALID, name, "member `" + name + "` must be text of at most 10000 characters");
  }

  /**
   * A list of whole numbers that must be there, with at least one.
   *
   * @param meaning what the list is, for the refusal
   */
  public List<Long> numbers(String name, String meaning) {
    if (members.get(name) instanceof List<?> list
        && !list.isEmpty()
        && list.size() <= MOST_NUMBERS
        && list.stream().allMatch(Long.class::isInstance)) {
      return list.stream().map(Long.class::cast).toList();
    }
    throw Refusal.at(
        INVALID,
        name,
        "member `%s` must be %s, at most %d".formatted(prefix + name, meaning, MOST_NUMBERS));
  }

  /** A number in a range that may be absent. */
  public Optional<Double> number(String name, double least, double most) {
    Object value = members.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof Number number
        && number.doubleValue() >= least
        && number.doubleValue() <= most) {
      return Optional.of(number.doubleValue());
    }
    throw Refusal.at(
        INVALID,
        name,
        "member `" + name + "` must be in [" + least + ", " + most + "], was " + value);
  }

  /** True or false; absent is false. */
  public boolean truth(String name) {
    return switch (members.get(name)) {
      case null -> false;
      case Boolean value -> value;
      case Object _ ->
          throw Refusal.at(INVALID, name, "member `" + name + "` must be true or false");
    };
  }

  /** A list of words out of a closed choice; absent is empty. */
  public List<String> words(String name, Collection<String> valid) {
    Object value = members.get(name);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> list)) {
      throw Refusal.at(INVALID, name, "member `" + name + "` must be a list of words");
    }
    return list.stream().map(word -> oneOf(name, word, valid)).toList();
  }

  private static String oneOf(String name, Object word, Collection<String> valid) {
    if (word instanceof String text && valid.contains(text)) {
      return text;
    }
    throw Refusal.at(INVALID, name, "member `" + name + "` has the unknown word `" + word + "`")
        .with("hint", Suggestion.hint(word.toString(), valid));
  }
}

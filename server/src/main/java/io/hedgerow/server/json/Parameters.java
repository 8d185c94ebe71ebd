package io.hedgerow.server.json;

import static io.hedgerow.server.problem.ProblemType.INVALID;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.pack.Suggestion;
import io.hedgerow.server.problem.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** The query of an address, read strictly: a parameter nobody knows is refused, not ignored. */
public record Parameters(HttpServletRequest request) {

  public static Parameters of(HttpServletRequest request, String... known) {
    List<String> names = List.of(known);
    for (String name : request.getParameterMap().keySet()) {
      if (!names.contains(name)) {
        throw Refusal.at(INVALID, name, "there is no parameter `" + name + "` here")
            .with("hint", Suggestion.hint(name, names));
      }
    }
    return new Parameters(request);
  }

  public Optional<String> text(String name) {
    return Optional.ofNullable(request.getParameter(name)).filter(text -> !text.isBlank());
  }

  /** A whole number in a range. */
  public long number(String name, long least, long most, long otherwise) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      long value = Long.parseLong(text.get());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException _) {
      // the refusal below names the range
    }
    throw Refusal.at(
        INVALID, name, "`" + name + "` must be a whole number from " + least + " to " + most);
  }

  public Optional<Instant> time(String name) {
    return text(name)
        .map(text -> {
          try {
            return OffsetDateTime.parse(text).toInstant();
          } catch (DateTimeException _) {
            throw Refusal.at(
                INVALID,
                name,
                "`" + name + "` must be an RFC 3339 time such as 2026-03-01T10:00:00Z");
          }
        });
  }

  public Optional<EntityId> entity(String name) {
    return text(name).map(text -> entity(name, text));
  }

  /** Reads {@code kind:id}, naming the place when it is none. */
  public static EntityId entity(String where, String text) {
    try {
      return EntityId.parse(text);
    } catch (IllegalArgumentException wrong) {
      throw Refusal.at(INVALID, where, String.valueOf(wrong.getMessage()));
    }
  }
}

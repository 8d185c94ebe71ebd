package io.hedgerow.server.json;

import io.hedgerow.engine.json.JsonReader;
import io.hedgerow.engine.json.JsonReading;
import io.hedgerow.engine.pack.Suggestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** Files of the operator's that hold one JSON object. Pure functions but for the reading. */
public final class ObjectFile {
  private ObjectFile() {}

  /**
   * The members of the object in a file.
   *
   * @param what the file is, for messages: {@code plan}
   * @throws IllegalArgumentException that names the file and the place when there is no object
   */
  public static Map<?, ?> read(Path file, String what) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          "the %s %s cannot be read: %s".formatted(what, file, unreadable.getMessage()),
          unreadable);
    }
    return switch (new JsonReader().read(text)) {
      case JsonReading.Value(Map<?, ?> members) -> members;
      case JsonReading.Value _ ->
          throw new IllegalArgumentException(
              "%s: a %s must be a JSON object".formatted(file, what));
      case JsonReading.Broken broken ->
          throw new IllegalArgumentException(
              "%s, %s: %s".formatted(file, broken.where(), broken.message()));
    };
  }

  /**
   * Refuses a member that would be overlooked.
   *
   * @param where the object stands, as the message begins
   * @throws IllegalArgumentException that names the member and the nearest known one
   */
  public static void refuseUnknown(Map<?, ?> members, Set<String> known, String where) {
    for (Object name : members.keySet()) {
      if (!known.contains(name.toString())) {
        throw new IllegalArgumentException(
            "%s: there is no member `%s` here; %s"
                .formatted(where, name, Suggestion.hint(name.toString(), known)));
      }
    }
  }
}

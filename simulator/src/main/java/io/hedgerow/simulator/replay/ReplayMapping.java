package io.hedgerow.simulator.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where in a recorded line the parts of an event are.
 *
 * @param source the events' source
 * @param type the events' type
 * @param id empty takes the line's number
 * @param time RFC 3339, the same without an offset (taken as UTC), or seconds since 1970
 * @param data what goes where in the events' data; a member that a line lacks is left out
 * @param violates where the line says whether it breaks the policy: {@code true}, a number above 0,
 *     or the text {@code true}; never copied into the event
 */
public record ReplayMapping(
    String source,
    String type,
    Optional<MemberPath> id,
    MemberPath time,
    List<Copy> data,
    Optional<MemberPath> violates) {

  /** One member of the event's data and where its value comes from. */
  public record Copy(MemberPath to, MemberPath from) {
    /**
     * Reads {@code actor=meta.author}.
     *
     * @throws IllegalArgumentException when it is not of that form
     */
    public static Copy parse(String text) {
      int equals = text.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException(
            "a member must be written NAME=PATH, such as actor=meta.author, was `" + text + "`");
      }
      return new Copy(
          MemberPath.parse(text.substring(0, equals)),
          MemberPath.parse(text.substring(equals + 1)));
    }
  }

  public ReplayMapping {
    data = List.copyOf(data);
    refuseValuesInTheWay(data);
  }

  /**
   * {@code actor} and {@code actor.id} cannot both be given: one is a value, one needs an object.
   */
  private static void refuseValuesInTheWay(List<Copy> data) {
    List<List<String>> targets = new ArrayList<>();
    for (Copy copy : data) {
      List<String> names = copy.to().names();
      for (List<String> other : targets) {
        int shared = Math.min(names.size(), other.size());
        if (names.subList(0, shared).equals(other.subList(0, shared))) {
          throw new IllegalArgumentException(
              "`" + copy.to() + "` and `" + String.join(".", other) + "` cannot both be set");
        }
      }
      targets.add(names);
    }
  }
}

package io.hedgerow.engine.pack;

import java.util.List;
import java.util.Optional;

/**
 * A kind of event: its fields, and which of them name the actor and the subject.
 *
 * @param name for example {@code pin.created}
 * @param fields as declared, without the derived ones
 * @param actor who did it; in {@code data} the field holds the id, or an object with {@code id} and
 *     the pack's actor fields ({@code actor.followers})
 * @param subject what it was done to or made
 */
public record EventType(
    String name, List<Field> fields, Optional<EntityField> actor, Optional<EntityField> subject) {
  public EventType {
    fields = List.copyOf(fields);
  }

  /** The field that holds an entity's id, and the entity's kind. */
  public record EntityField(String kind, String field) {}
}

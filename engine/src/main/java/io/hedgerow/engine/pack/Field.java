package io.hedgerow.engine.pack;

/**
 * A declared field of an event type or of actors.
 *
 * @param name as conditions write it after {@code event.} or {@code actor.}
 */
public record Field(String name, FieldType type, String description) {}

package io.hedgerow.engine.decision;

/**
 * Something wrong with an event that was decided all the same.
 *
 * @param kind stable word for machines, for example {@code type_mismatch}, {@code
 *     unknown_event_type}, {@code late}, {@code clock_skew}, {@code too_long}
 * @param where the place in the event, for example {@code data.pin.title}
 * @param message what was wrong and what was done about it, for people
 */
public record Defect(String kind, String where, String message) {}

package io.hedgerow.engine.event;

/** What came of reading one event. */
public sealed interface EventReading {

  /** A well-formed CloudEvents 1.0 event; whether its data fits the pack is seen when deciding. */
  record Accepted(Event event) implements EventReading {}

  /**
   * Not an event.
   *
   * @param code stable word, see {@code docs/reference/events.md}
   * @param where attribute, member path, line and column, or byte offset
   * @param message what was wrong
   * @param hint how to mend it
   */
  record Rejected(String code, String where, String message, String hint) implements EventReading {}
}

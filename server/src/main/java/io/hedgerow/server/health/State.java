package io.hedgerow.server.health;

/**
 * How a part of the server is.
 *
 * @param says what was seen, with its figures
 * @param todo what an operator does about it; empty when nothing
 */
public record State(String part, Level level, String says, String todo) {

  /** From nothing to do to something is lost or stands still. */
  public enum Level {
    FINE,
    /** It works; somebody should look at it before it does not. */
    WATCH,
    WRONG
  }

  static State fine(String part, String says) {
    return new State(part, Level.FINE, says, "");
  }

  static State watch(String part, String says, String todo) {
    return new State(part, Level.WATCH, says, todo);
  }

  static State wrong(String part, String says, String todo) {
    return new State(part, Level.WRONG, says, todo);
  }
}

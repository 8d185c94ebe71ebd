package io.hedgerow.cli;

/** A command could not run; the message says what was wrong and how to mend it. Ends with 2. */
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CommandFailure(String message) {
    super(message, null, false, false);
  }
}

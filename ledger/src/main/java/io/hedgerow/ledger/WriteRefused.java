package io.hedgerow.ledger;

/** A write from outside that cannot be done as asked; nothing was written. */
public final class WriteRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final Reason reason;

  /** Why. */
  public enum Reason {
    /** The idempotency key was used before, for something else. */
    KEY_REUSED,
    /** There is no such label, batch or parked label. */
    NOT_FOUND
  }

  WriteRefused(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}

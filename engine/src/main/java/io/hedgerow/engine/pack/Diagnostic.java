package io.hedgerow.engine.pack;

/**
 * One thing wrong with a pack, written for its author: lower case, no full stop, names in
 * backticks.
 *
 * @param excerpt the source line it stands on; may be empty
 * @param hint how to mend it, with the valid choices; may be empty
 */
public record Diagnostic(
    Severity severity, SourceSpan span, String message, String excerpt, String hint) {
  /** Errors keep a pack from loading; warnings do not. */
  public enum Severity {
    ERROR,
    WARNING
  }
}

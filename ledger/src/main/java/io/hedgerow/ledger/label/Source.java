package io.hedgerow.ledger.label;

import io.hedgerow.engine.decision.SourceKind;

/**
 * Who judged.
 *
 * @param id the rule, bank, model or person; with {@code kind} it names one source
 * @param version of that source, for example the pack's hash; empty for people
 */
public record Source(SourceKind kind, String id, String version) {
  /** A person who reviewed. */
  public static Source reviewer(String person) {
    return new Source(SourceKind.REVIEWER, person, "");
  }
}

package io.hedgerow.ledger.audit;

/** What came of checking the audit chain. */
public sealed interface Verification {

  /** Everything fits. */
  record Intact(long entries, long decisions, long labels, String head) implements Verification {}

  /**
   * Something was changed behind the ledger's back.
   *
   * @param entry the first entry that does not fit; one past the last when the end is missing
   * @param what does not match, for people
   */
  record Broken(long entry, String what) implements Verification {}
}

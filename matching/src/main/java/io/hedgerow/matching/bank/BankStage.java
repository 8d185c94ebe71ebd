package io.hedgerow.matching.bank;

/** How far a bank's matches may go. What a share of the traffic gets is the rule's stage to say. */
public enum BankStage {
  /** Being filled; not matched. */
  DRAFT,
  /** Matched and recorded, without effect. */
  SHADOW,
  /** Matched with effect. */
  LIVE,
  /** Kept for the record; not matched. */
  RETIRED;

  /** Whether hashes are looked up at all. */
  public boolean matches() {
    return this == SHADOW || this == LIVE;
  }
}

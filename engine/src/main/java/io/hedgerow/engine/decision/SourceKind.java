package io.hedgerow.engine.decision;

/** Who judged: every label names one. */
public enum SourceKind {
  RULE,
  HASH,
  MODEL,
  LLM,
  REPORT,
  REVIEWER,
  APPEAL;

  /** True for people who looked at the entity themselves; their labels are ground truth. */
  public boolean human() {
    return this == REVIEWER || this == APPEAL;
  }
}

package io.hedgerow.engine.decision;

import java.util.Locale;

/** What the product should do with the event now; declared from mildest to hardest. */
public enum Verdict {
  ALLOW,
  /** Accept it, but keep it out of wide distribution. */
  LIMIT,
  /** Accept it, show it to nobody until somebody has looked. */
  HOLD,
  /** Refuse it. */
  BLOCK;

  /** The word used in packs, the API and screens. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The harder of the two. */
  public Verdict or(Verdict other) {
    return compareTo(other) >= 0 ? this : other;
  }
}

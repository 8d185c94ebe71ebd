package io.hedgerow.review.cases;

import java.util.List;

/** What became of a ruling. */
public sealed interface Ruled {

  /**
   * It is in the ledger.
   *
   * @param batch by which it can be undone
   * @param cases how many it decided
   * @param repeated true when it had been sent before
   */
  record Kept(String batch, int cases, boolean repeated) implements Ruled {}

  /** The lease has run out and somebody else took the case, or it is decided; nothing changed. */
  record Stale() implements Ruled {}

  /**
   * What the entity says changed after the reviewer looked; nothing was decided, and the lease
   * stands, so that they can decide on what is there now.
   *
   * @param seen what to bring back with that decision
   * @param changes since the case was given; empty when it says the same again
   */
  record Swapped(String seen, List<ContentChange> changes) implements Ruled {}

  /** This person may not decide by that policy; nothing changed. */
  record NotTheirs(String policy) implements Ruled {}

  /** A machine alone must not close an appeal; nothing changed. */
  record NotByMachine() implements Ruled {}

  /** The active pack has no such policy, perhaps no longer; nothing changed. */
  record NoSuchPolicy(String policy) implements Ruled {}
}

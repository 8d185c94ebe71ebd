package io.hedgerow.matching.bank;

/** What the text of a page of changes gave. */
public sealed interface DeltaReading {
  /** A page; entries that could not be read are among its faults. */
  record Page(Delta delta) implements DeltaReading {}

  /** No page at all, and why. */
  record Unreadable(String message) implements DeltaReading {}
}

package io.hedgerow.models.store;

/** What the store finds when it looks at a file of a model. */
public enum FileState {
  /** Comes with the program, and hashes to what was pinned. */
  BUILT_IN,
  /** Lies in the store, and hashes to what was pinned. */
  FETCHED,
  /** Is not here. */
  MISSING,
  /** Is here, but its content is not what was pinned. */
  DAMAGED
}

package io.hedgerow.engine.event;

import org.jspecify.annotations.Nullable;

/**
 * Gives one text for equal ones, of which few are in use at a time: the sources and types of
 * events. Events then share them, and comparing them is comparing where they are. Thread-safe:
 * texts are immutable, and who reads an old place only misses a chance.
 */
final class Repeats {
  private static final int PLACES = 256;

  private final @Nullable String[] known = new String[PLACES];

  /** An equal text; the same for equal texts, mostly. */
  String of(String text) {
    int hash = text.hashCode();
    int place = (hash ^ (hash >>> 16)) & (PLACES - 1);
    String there = known[place];
    if (there != null && there.equals(text)) {
      return there;
    }
    known[place] = text;
    return text;
  }
}

package io.hedgerow.engine.json;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Gives one array of names for equal ones, of which few are in use at a time. Thread-safe: the
 * arrays are never changed once they are here, and who reads an old place only misses a chance.
 */
final class Shapes {
  private static final int PLACES = 256;
  private static final String[] NONE = {};

  private final String[] @Nullable [] known = new String[PLACES][];

  /** The first so many of these names; the same array for equal names, mostly. */
  String[] of(String[] names, int count) {
    if (count == 0) {
      return NONE;
    }
    int hash = 31 * names[0].hashCode() + names[count - 1].hashCode() + count;
    int place = (hash ^ (hash >>> 16)) & (PLACES - 1);
    String[] there = known[place];
    if (there != null && Arrays.equals(there, 0, there.length, names, 0, count)) {
      return there;
    }
    String[] added = Arrays.copyOf(names, count);
    known[place] = added;
    return added;
  }
}

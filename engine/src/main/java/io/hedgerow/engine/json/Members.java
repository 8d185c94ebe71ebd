package io.hedgerow.engine.json;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map from a few names to values, in the order they came, kept in two arrays. Objects
 * of one kind come with the same names in the same order, and then share the array of names: who
 * reads one after the other finds out once where each member stands. Names are compared one by one,
 * so more than {@link #MOST} belong in a map that hashes: nobody can make a look-up long.
 */
public final class Members extends AbstractMap<String, Object> {
  /** Members there can be. */
  public static final int MOST = 16;

  private final String[] names;
  private final Object[] values;

  /**
   * @param names without repetition; not copied, so not to be changed afterwards
   * @param values as many; not copied either
   */
  public Members(String[] names, Object[] values) {
    if (names.length != values.length || names.length > MOST) {
      throw new IllegalArgumentException(
          "%d names, at most %d, need as many values, not %d"
              .formatted(names.length, MOST, values.length));
    }
    this.names = names;
    this.values = values;
  }

  /**
   * Whether its names are those of another, in the same order. May say no where they are; then
   * {@link #place} finds out.
   */
  public boolean isLike(@Nullable Members other) {
    return other != null && names == other.names;
  }

  /** Where a member stands; -1 when it is not there. */
  public int place(String name) {
    return place(names, names.length, name);
  }

  static int place(String[] names, int count, @Nullable Object name) {
    for (int i = 0; i < count; i++) {
      if (names[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /** The value of the member that stands there. */
  public Object at(int place) {
    return values[place];
  }

  @Override
  public @Nullable Object get(@Nullable Object name) {
    int place = place(names, names.length, name);
    return place < 0 ? null : values[place];
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return place(names, names.length, name) >= 0;
  }

  @Override
  public int size() {
    return names.length;
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Map.Entry<String, Object>> iterator() {
        return new Entries();
      }

      @Override
      public int size() {
        return names.length;
      }
    };
  }

  private final class Entries implements Iterator<Map.Entry<String, Object>> {
    private int next;

    @Override
    public boolean hasNext() {
      return next < names.length;
    }

    @Override
    public Map.Entry<String, Object> next() {
      if (!hasNext()) {
        throw new NoSuchElementException("a map of " + names.length + " members has no more");
      }
      int place = next++;
      return Map.entry(names[place], values[place]);
    }
  }
}

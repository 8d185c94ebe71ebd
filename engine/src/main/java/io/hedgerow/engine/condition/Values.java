package io.hedgerow.engine.condition;

import java.util.AbstractMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of one name in conditions ({@code event}, {@code counter}), as the map CEL reads. A
 * member asked for and absent is remembered, so that a condition can say what it missed. Values
 * that cost are computed when first asked for.
 */
public final class Values extends AbstractMap<String, Object> {

  /** Computes a member, or gives null when it is absent. */
  @FunctionalInterface
  public interface Source {
    /** Is never asked for anything. */
    Source NONE = _ -> null;

    @Nullable Object find(String name);
  }

  private final String prefix;
  private final Source source;
  private final Misses misses;
  private final Map<String, @Nullable Object> known = new HashMap<>();

  /** The name that was last found absent while one event is decided. */
  public static final class Misses {
    private String last = "";

    void note(String name) {
      last = name;
    }

    void clear() {
      last = "";
    }

    String last() {
      return last;
    }
  }

  public Values(String name, Misses misses, Source source) {
    this.prefix = name + ".";
    this.misses = misses;
    this.source = source;
  }

  @Override
  public @Nullable Object get(@Nullable Object key) {
    if (!(key instanceof String name)) {
      return null;
    }
    Object value = known.get(name);
    if (value == null && !known.containsKey(name)) {
      value = source.find(name);
      known.put(name, value);
    }
    if (value == null) {
      misses.note(prefix + name);
    }
    return value;
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return get(key) != null;
  }

  /** What has been asked for so far and was there. */
  @Override
  public Set<Entry<String, Object>> entrySet() {
    Map<String, Object> present = new HashMap<>();
    known.forEach((name, value) -> {
      if (value != null) {
        present.put(name, value);
      }
    });
    return present.entrySet();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}

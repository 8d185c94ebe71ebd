package io.hedgerow.engine.condition;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of one name in conditions ({@code event}, {@code counter}), as the map that CEL's
 * interpreter reads. Keys are whole names ({@code event.link}), as {@link QualifiedNames} writes
 * them, so that a failed look-up says which name was absent.
 */
public final class Values extends AbstractMap<String, Object> {

  private final Scope scope;

  Values(Scope scope) {
    this.scope = scope;
  }

  @Override
  public @Nullable Object get(@Nullable Object key) {
    return key instanceof String name ? scope.find(name) : null;
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return get(key) != null;
  }

  /** A root is read by member only; what it has altogether is not for conditions to see. */
  @Override
  public Set<Entry<String, Object>> entrySet() {
    return Map.<String, Object>of().entrySet();
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

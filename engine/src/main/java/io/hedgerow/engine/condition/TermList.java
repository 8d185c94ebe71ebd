package io.hedgerow.engine.condition;

import io.hedgerow.engine.pack.ListDefinition;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A list as conditions see it: a CEL map from entry to true, so that {@code in} is one look-up
 * however long the list is, with a scanner for finding entries inside text.
 */
final class TermList extends AbstractMap<String, Boolean> {
  private final ListDefinition list;
  private final TermScanner scanner;

  TermList(ListDefinition list) {
    this.list = list;
    this.scanner = TermScanner.of(list.entries());
  }

  TermScanner scanner() {
    return scanner;
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return key instanceof String entry && list.entries().contains(entry);
  }

  @Override
  public @Nullable Boolean get(@Nullable Object key) {
    return containsKey(key) ? Boolean.TRUE : null;
  }

  @Override
  public int size() {
    return list.entries().size();
  }

  @Override
  public Set<Entry<String, Boolean>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Entry<String, Boolean>> iterator() {
        return list.entries().stream().sorted().map(e -> Map.entry(e, true)).iterator();
      }

      @Override
      public int size() {
        return list.entries().size();
      }
    };
  }

  /** Lists are made once for a pack, and comparing long ones would cost more than it brings. */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  public String toString() {
    return "list of " + size();
  }
}

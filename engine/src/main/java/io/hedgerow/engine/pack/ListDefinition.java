package io.hedgerow.engine.pack;

import java.util.Set;

/**
 * A set of strings from {@code lists/NAME.txt} (one a line, {@code #} starts a comment) or the
 * first column of {@code lists/NAME.csv}. Entries are lower-case and trimmed.
 */
public record ListDefinition(String name, Set<String> entries) {
  public ListDefinition {
    entries = Set.copyOf(entries);
  }
}

package io.hedgerow.engine.pack;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** Reads one file of {@code lists/}. */
final class ListReader {
  private ListReader() {}

  static ListDefinition read(SourceFile file, Diagnostics diagnostics) {
    String name = file.path().replaceAll("^lists/|\\.(txt|csv)$", "");
    if (!name.matches("[a-z][a-z0-9_]{0,63}")) {
      diagnostics.error(
          file.start(),
          "`" + name + "` is no list name",
          "rename the file with lower-case letters, digits and `_`");
    }
    boolean table = file.path().endsWith(".csv");
    Set<String> entries = new LinkedHashSet<>();
    for (String line : file.lines()) {
      String entry = (table ? firstColumn(line) : line).strip().toLowerCase(Locale.ROOT);
      if (!entry.isEmpty() && !entry.startsWith("#")) {
        entries.add(entry);
      }
    }
    if (entries.isEmpty()) {
      diagnostics.warning(file.start(), "list `" + name + "` is empty", "");
    }
    return new ListDefinition(name, entries);
  }

  private static String firstColumn(String line) {
    if (line.startsWith("\"")) {
      int close = line.indexOf('"', 1);
      return close < 0 ? line.substring(1) : line.substring(1, close);
    }
    int comma = line.indexOf(',');
    return comma < 0 ? line : line.substring(0, comma);
  }
}

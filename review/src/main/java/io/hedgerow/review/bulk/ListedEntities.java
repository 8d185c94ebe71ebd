package io.hedgerow.review.bulk;

import java.util.ArrayList;
import java.util.List;

/** Entities that were named one by one. Used by one thread. */
public final class ListedEntities implements Entities {
  private final List<String> named;
  private final Kinds kinds;
  private boolean read;

  public ListedEntities(List<String> named, Kinds kinds) {
    this.named = List.copyOf(named);
    this.kinds = kinds;
  }

  @Override
  public List<Line> next() {
    List<Line> lines = new ArrayList<>();
    if (!read) {
      for (String text : named) {
        lines.add(kinds.line(lines.size() + 1L, text));
      }
      read = true;
    }
    return lines;
  }

  @Override
  public String origin() {
    return "a list";
  }
}

package io.hedgerow.cli.text;

import java.util.ArrayList;
import java.util.List;

/** Long work in slices, so that output and progress come while it runs. */
final class Slices {
  private static final int SIZE = 256;

  private Slices() {}

  static <T> List<List<T>> of(List<T> all) {
    List<List<T>> slices = new ArrayList<>();
    for (int from = 0; from < all.size(); from += SIZE) {
      slices.add(all.subList(from, Math.min(all.size(), from + SIZE)));
    }
    return slices;
  }
}

package io.hedgerow.engine.condition;

import java.util.List;
import java.util.stream.Stream;

/**
 * The functions conditions have beside CEL's own. {@code docs/reference/rules.md} is written from
 * these tables, and a test runs every example.
 */
final class Functions {
  private Functions() {}

  static List<Function> all() {
    return Stream.of(
            TextFunctions.all(),
            LinkFunctions.all(),
            SetFunctions.all(),
            TimeFunctions.all(),
            NumberFunctions.all())
        .flatMap(List::stream)
        .toList();
  }
}

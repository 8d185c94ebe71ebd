package io.hedgerow.server.health;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether the server can do its work, part by part. A part answers with what is wrong, or with
 * nothing. Thread-safe.
 */
public final class Health {
  private final Map<String, Supplier<Optional<String>>> parts;

  public Health(Map<String, Supplier<Optional<String>>> parts) {
    this.parts = new LinkedHashMap<>(parts);
  }

  /** What each part says, in a fixed order. */
  public Map<String, Optional<String>> check() {
    Map<String, Optional<String>> checked = new LinkedHashMap<>();
    parts.forEach((name, part) -> checked.put(name, checkOne(part)));
    return checked;
  }

  private static Optional<String> checkOne(Supplier<Optional<String>> part) {
    try {
      return part.get();
    } catch (RuntimeException failure) {
      return Optional.of(String.valueOf(failure.getMessage()));
    }
  }
}

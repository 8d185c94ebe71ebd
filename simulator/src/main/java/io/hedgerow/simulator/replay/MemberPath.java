package io.hedgerow.simulator.replay;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The way to a member of nested JSON objects, written with dots: {@code meta.author}. */
public record MemberPath(List<String> names) {
  public MemberPath {
    names = List.copyOf(names);
    if (names.isEmpty() || names.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException(
          "a path must be names with dots between, such as meta.author, was `"
              + String.join(".", names)
              + "`");
    }
  }

  /**
   * Reads {@code a.b.c}.
   *
   * @throws IllegalArgumentException when a name is empty
   */
  public static MemberPath parse(String text) {
    return new MemberPath(List.of(text.split("\\.", -1)));
  }

  /** What is there; empty when a member on the way is absent or no object. */
  public Optional<Object> find(Map<String, Object> object) {
    Object value = object;
    for (String name : names) {
      Object next = value instanceof Map<?, ?> map ? map.get(name) : null;
      if (next == null) {
        return Optional.empty();
      }
      value = next;
    }
    return Optional.of(value);
  }

  /** Puts a value there, making the objects on the way. */
  @SuppressWarnings("unchecked") // ReplayMapping lets no value stand in the way
  void put(Map<String, Object> object, Object value) {
    Map<String, Object> inner = object;
    for (String name : names.subList(0, names.size() - 1)) {
      inner =
          (Map<String, Object>)
              inner.computeIfAbsent(name, _ -> new LinkedHashMap<String, Object>());
    }
    inner.put(names.getLast(), value);
  }

  @Override
  public String toString() {
    return String.join(".", names);
  }
}

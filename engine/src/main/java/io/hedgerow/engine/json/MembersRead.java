package io.hedgerow.engine.json;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The members of a JSON object while they are read: flat as long as they are few, hashed from then
 * on, so that an object made of names that collide takes no longer than others.
 */
final class MembersRead {
  private String[] names = new String[8];
  private Object[] values = new Object[8];
  private int count;

  /** Takes over from the arrays when there are too many for them. */
  private Map<String, Object> many = Map.of();

  private Set<String> nulls = Set.of();
  private final Shapes shapes;

  MembersRead(Shapes shapes) {
    this.shapes = shapes;
  }

  /** Adds a member; false when one of its name came before. */
  boolean add(String name, Object value) {
    if (has(name)) {
      return false;
    }
    if (count == Members.MOST && many.isEmpty()) {
      many = new LinkedHashMap<>();
      for (int i = 0; i < count; i++) {
        many.put(names[i], values[i]);
      }
    }
    if (!many.isEmpty()) {
      many.put(name, value);
      return true;
    }
    if (count == names.length) {
      names = Arrays.copyOf(names, Members.MOST);
      values = Arrays.copyOf(values, Members.MOST);
    }
    names[count] = name;
    values[count++] = value;
    return true;
  }

  /** Notes a member that is null, which reads as absent; false when one of its name came before. */
  boolean addNull(String name) {
    if (has(name)) {
      return false;
    }
    if (nulls.isEmpty()) {
      nulls = new HashSet<>();
    }
    return nulls.add(name);
  }

  private boolean has(String name) {
    return nulls.contains(name)
        || (many.isEmpty() ? Members.place(names, count, name) >= 0 : many.containsKey(name));
  }

  Map<String, Object> members() {
    return many.isEmpty()
        ? new Members(shapes.of(names, count), Arrays.copyOf(values, count))
        : Collections.unmodifiableMap(many);
  }
}

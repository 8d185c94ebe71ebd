package io.hedgerow.engine.json;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes a value tree as JSON without spaces: {@code String}, {@code Long}, {@code Integer}, {@code
 * Double}, {@code Boolean}, {@code Collection}, {@code Map} with string keys, and {@code Optional}.
 * Equal trees give equal text: doubles are written as {@link Double#toString} has them (the
 * shortest digits that read back), except that whole ones keep their {@code .0}. Members whose
 * value is absent are left out.
 */
public final class CanonicalJson {
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final StringBuilder out = new StringBuilder(512);
  private final boolean sorted;

  private CanonicalJson(boolean sorted) {
    this.sorted = sorted;
  }

  /** Members in the order their map has them. */
  public static String write(Object value) {
    return new CanonicalJson(false).append(value).out.toString();
  }

  /** Members sorted by name, at every depth: for hashing. */
  public static String writeSorted(Object value) {
    return new CanonicalJson(true).append(value).out.toString();
  }

  private CanonicalJson append(Object value) {
    switch (value) {
      case String text -> string(text);
      case Long number -> out.append(number.longValue());
      case Integer number -> out.append(number.intValue());
      case Double number -> number(number);
      case Boolean truth -> out.append(truth.booleanValue());
      case Map<?, ?> map -> object(sorted ? sort(map) : map);
      case Collection<?> list -> array(list);
      default ->
          throw new IllegalArgumentException("cannot write a " + value.getClass() + " as JSON");
    }
    return this;
  }

  private void object(Map<?, ?> map) {
    out.append('{');
    boolean first = true;
    for (Map.Entry<?, ?> member : map.entrySet()) {
      Object value =
          member.getValue() instanceof Optional<?> o ? o.orElse(null) : member.getValue();
      if (value == null) {
        continue;
      }
      if (!first) {
        out.append(',');
      }
      first = false;
      string((String) member.getKey());
      out.append(':');
      append(value);
    }
    out.append('}');
  }

  private void array(Collection<?> list) {
    out.append('[');
    boolean first = true;
    for (Object element : list) {
      if (!first) {
        out.append(',');
      }
      first = false;
      append(element);
    }
    out.append(']');
  }

  /** JSON has no NaN and no infinity; they are written as text, so that nothing is lost. */
  private void number(double value) {
    if (Double.isFinite(value)) {
      out.append(value);
    } else {
      string(Double.toString(value));
    }
  }

  private void string(String text) {
    out.append('"');
    int clean = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c != '"' && c != '\\' && !Character.isSurrogate(c)) {
        continue;
      }
      if (isPair(text, i)) {
        i++;
        continue;
      }
      out.append(text, clean, i);
      escape(c);
      clean = i + 1;
    }
    out.append(text, clean, text.length()).append('"');
  }

  private static boolean isPair(String text, int at) {
    return Character.isHighSurrogate(text.charAt(at))
        && at + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(at + 1));
  }

  private void escape(char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default ->
          out.append("\\u")
              .append(HEX[c >> 12])
              .append(HEX[(c >> 8) & 15])
              .append(HEX[(c >> 4) & 15])
              .append(HEX[c & 15]);
    }
  }

  private static Map<?, ?> sort(Map<?, ?> map) {
    return map.size() < 2 ? map : new TreeMap<>(map);
  }

  /** Names members in order: {@code members("id", 7L, "reason", "…")}. */
  public static Map<String, Object> members(Object... namesAndValues) {
    Map<String, Object> map = new java.util.LinkedHashMap<>(namesAndValues.length);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }

  /** An empty list is written as {@code []}; callers who want it absent pass {@code Optional}. */
  public static Optional<List<?>> unlessEmpty(List<?> list) {
    return list.isEmpty() ? Optional.empty() : Optional.of(list);
  }
}

package io.hedgerow.server.traffic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which slices an event belongs to: its type alone, and its type with each field that has few
 * values.
 */
final class Slices {
  /** Fields of an event, or of its actor, by which traffic is split. */
  static final List<String> FIELDS =
      List.of("country", "language", "surface", "client", "email_domain");

  /** Other values of a type's field are counted together: an attacker may invent any number. */
  static final int MOST_VALUES = 300;

  static final String OTHER = "other";

  /** Values that are words and not somebody's text. */
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._-]{1,40}");

  private final Map<String, Set<String>> values = new HashMap<>();

  /** Knows the slices that are there. */
  static Slices of(List<String> known) {
    Slices slices = new Slices();
    for (String slice : known) {
      int at = slice.indexOf('=');
      if (at > 0) {
        slices.admits(slice.substring(0, at), slice.substring(at + 1));
      }
    }
    return slices;
  }

  private boolean admits(String dimension, String value) {
    Set<String> own = values.computeIfAbsent(dimension, _ -> new HashSet<>());
    return own.contains(value) || own.size() < MOST_VALUES && own.add(value);
  }

  /**
   * The slices of one event.
   *
   * @param data its members
   */
  List<String> of(String type, Map<?, ?> data) {
    List<String> slices = new ArrayList<>();
    slices.add(type);
    Map<?, ?> actor = data.get("actor") instanceof Map<?, ?> known ? known : Map.of();
    for (String field : FIELDS) {
      Object own = data.get(field) == null ? actor.get(field) : data.get(field);
      if (own instanceof String value && WORD.matcher(value).matches()) {
        String dimension = type + " " + field;
        slices.add(dimension + "=" + (admits(dimension, value) ? value : OTHER));
      }
    }
    return slices;
  }

  /** {@code pin.created country} of {@code pin.created country=LU}; empty for a whole type. */
  static String dimension(String slice) {
    int at = slice.indexOf('=');
    return at < 0 ? "" : slice.substring(0, at);
  }
}

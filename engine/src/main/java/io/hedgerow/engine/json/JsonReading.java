package io.hedgerow.engine.json;

/** What came of reading JSON: a value tree, or what was wrong and where. */
public sealed interface JsonReading {

  /**
   * @param value a tree of {@code String}, {@code Long}, {@code Double}, {@code Boolean}, {@code
   *     List} and {@code Map}, deeply immutable; a bare {@code null} reads as an empty map
   */
  record Value(Object value) implements JsonReading {}

  /**
   * @param code stable word: {@code malformed_json}, {@code invalid_utf8}, {@code too_deep}, {@code
   *     duplicate_member} or {@code number_out_of_range}
   * @param where line and column, byte offset or member path
   */
  record Broken(String code, String where, String message) implements JsonReading {}
}

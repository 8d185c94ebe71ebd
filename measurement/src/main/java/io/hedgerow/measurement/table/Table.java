package io.hedgerow.measurement.table;

import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** A table read row by row, whatever it is stored as. Not thread-safe. */
public interface Table {
  /** How messages call it. */
  String name();

  /** Column titles in order. */
  List<String> header();

  /** Goes to the next row; false at the end. */
  boolean next() throws IOException;

  /** Text of a field of this row; empty where there is nothing. */
  String field(int column);

  /** Where this row stands, for messages. */
  String where();

  /**
   * What is kept of this row for {@link #marked}: its fields, or where a table that can go back to
   * a row finds it.
   */
  default List<String> mark() {
    return IntStream.range(0, header().size()).mapToObj(this::field).toList();
  }

  /** The fields of rows that were marked, in the order of their marks. */
  default List<List<String>> marked(List<List<String>> marks) throws IOException {
    return marks;
  }

  /** Number in a field of this row, empty when the field is. */
  default OptionalDouble findNumber(int column) {
    String text = field(column).strip();
    if (text.isEmpty()) {
      return OptionalDouble.empty();
    }
    try {
      return OptionalDouble.of(Double.parseDouble(text));
    } catch (NumberFormatException _) {
      throw new TableException(
          where() + ": `" + header().get(column) + "` must be a number, was '" + text + "'");
    }
  }

  /** Number in a field of this row; refuses anything else. */
  default double number(int column) {
    return findNumber(column)
        .orElseThrow(
            () -> new TableException(where() + ": `" + header().get(column) + "` is missing"));
  }

  /** Index of a column that must be there. */
  default int column(String title) {
    return findColumn(title)
        .orElseThrow(() ->
            new TableException(
                name() + ": has no column `" + title + "`; it has " + String.join(", ", header())));
  }

  /** Index of a column that may be there. */
  default OptionalInt findColumn(String title) {
    int index = header().indexOf(title);
    return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
  }
}

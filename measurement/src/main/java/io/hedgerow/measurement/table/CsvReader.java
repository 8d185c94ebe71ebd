package io.hedgerow.measurement.table;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads CSV (RFC 4180) with a header, one row in memory at a time.
 *
 * <p>Fields become strings only when asked for, so that a pass over millions of rows allocates
 * little. Quoted fields may hold commas, line ends and doubled quotes. Not thread-safe; the caller
 * closes the reader it passed in.
 */
public final class CsvReader implements Table {
  private static final int BUFFER = 1 << 16;

  private final String name;
  private final Reader in;
  private final char[] buffer = new char[BUFFER];
  private int position;
  private int limit;
  private char[] row = new char[1_024];
  private int length;
  private int[] ends = new int[16];
  private int fields;
  private long rowNumber;
  private final List<String> header;

  /** Opens a table and reads its header; {@code name} is how errors call it. */
  public CsvReader(String name, Reader in) throws IOException {
    this.name = name;
    this.in = in;
    if (!readRow()) {
      throw new TableException(name + ": is empty, expected a header row");
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < fields; i++) {
      names.add(field(i).strip());
    }
    this.header = List.copyOf(names);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<String> header() {
    return header;
  }

  /** Goes to the next row; false at the end. Empty lines are skipped. */
  @Override
  public boolean next() throws IOException {
    do {
      if (!readRow()) {
        return false;
      }
    } while (fields == 1 && length == 0);
    if (fields != header.size()) {
      throw new TableException(
          where() + ": has " + fields + " fields, the header has " + header.size());
    }
    return true;
  }

  @Override
  public String field(int column) {
    int start = column == 0 ? 0 : ends[column - 1];
    return new String(row, start, ends[column] - start);
  }

  /** Where this row stands, for messages: the header is row 1. */
  @Override
  public String where() {
    return name + ": row " + rowNumber;
  }

  private boolean readRow() throws IOException {
    length = 0;
    fields = 0;
    int c = read();
    if (c < 0) {
      return false;
    }
    rowNumber++;
    boolean quoted = false;
    while (c >= 0 && (quoted || c != '\n')) {
      if (c == '"') {
        if (quoted && peek() == '"') {
          append((char) read());
        } else {
          quoted = !quoted;
        }
      } else if (c == ',' && !quoted) {
        endField();
      } else if (c != '\r' || quoted) {
        append((char) c);
      }
      c = read();
    }
    if (quoted) {
      throw new TableException(where() + ": a quote is never closed");
    }
    endField();
    return true;
  }

  private void append(char c) {
    if (length == row.length) {
      row = Arrays.copyOf(row, 2 * length);
    }
    row[length++] = c;
  }

  private void endField() {
    if (fields == ends.length) {
      ends = Arrays.copyOf(ends, 2 * fields);
    }
    ends[fields++] = length;
  }

  private int read() throws IOException {
    return position < limit || fill() ? buffer[position++] : -1;
  }

  private int peek() throws IOException {
    return position < limit || fill() ? buffer[position] : -1;
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = in.read(buffer);
    return limit > 0;
  }
}

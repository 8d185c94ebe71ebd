package io.hedgerow.cli.measure;

import io.hedgerow.cli.CommandFailure;
import io.hedgerow.measurement.table.CsvReader;
import io.hedgerow.measurement.table.Table;
import io.hedgerow.measurement.table.TableException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;

/**
 * Opens tables and words their refusals: CSV or JSON lines ({@code .gz} too, {@code -} is standard
 * input), told apart by their first character, and {@code .parquet}.
 */
final class Tables {
  private static final int LONGEST_BLANK = 1_024;

  private Tables() {}

  @FunctionalInterface
  interface Work<T> {
    T on(Table table) throws IOException;
  }

  static <T> T read(Path file, Work<T> work) throws IOException {
    return read(file, List.of(), work);
  }

  /**
   * The same where few columns are looked at in every row, and all of them in marked rows only.
   *
   * @param needed columns that are looked at in every row; empty for all
   */
  static <T> T read(Path file, List<String> needed, Work<T> work) throws IOException {
    try {
      if (file.toString().endsWith(".parquet")) {
        if (!Files.isRegularFile(file)) {
          throw new java.nio.file.NoSuchFileException(file.toString());
        }
        try (ParquetTable table = ParquetTable.open(file, needed)) {
          return work.on(table);
        }
      }
      return readText(file, work);
    } catch (TableException | IllegalArgumentException wrong) {
      throw new CommandFailure(String.valueOf(wrong.getMessage()));
    }
  }

  /** What is made of this row; a refusal of its values names the row. */
  static <T> T ofRow(Table table, Supplier<T> made) {
    try {
      return made.get();
    } catch (TableException named) {
      throw named;
    } catch (IllegalArgumentException wrong) {
      throw new TableException(table.where() + ": " + wrong.getMessage());
    }
  }

  /** Text of a field that must not be empty. */
  static String text(Table table, int column) {
    String text = table.field(column).strip();
    if (text.isEmpty()) {
      throw new TableException(table.where() + ": `" + table.header().get(column) + "` is missing");
    }
    return text;
  }

  private static <T> T readText(Path file, Work<T> work) throws IOException {
    boolean standard = file.toString().equals("-");
    String name = standard ? "standard input" : file.toString();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(standard ? System.in : open(file), StandardCharsets.UTF_8))) {
      return work.on(isJson(in) ? new JsonLinesTable(name, in) : new CsvReader(name, in));
    }
  }

  private static boolean isJson(BufferedReader in) throws IOException {
    in.mark(LONGEST_BLANK);
    int first = in.read();
    for (int seen = 1;
        first >= 0 && Character.isWhitespace(first) && seen < LONGEST_BLANK;
        seen++) {
      first = in.read();
    }
    in.reset();
    return first == '{';
  }

  private static InputStream open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    return file.toString().endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in;
  }
}

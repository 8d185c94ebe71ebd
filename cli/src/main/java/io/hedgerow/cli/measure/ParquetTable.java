package io.hedgerow.cli.measure;

import io.hedgerow.measurement.table.Table;
import io.hedgerow.measurement.table.TableException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * A Parquet file as a table, read by DuckDB in process and in the file's order, a chunk in memory
 * at a time. Of all columns only those are read that somebody needs row by row; a marked row is its
 * number, and its other columns are read at the end, for marked rows alone. Must be closed.
 */
final class ParquetTable implements Table, AutoCloseable {
  private static final String NUMBER = "file_row_number";
  private static final String FILE = " from read_parquet(?, file_row_number = true)";

  private final Path file;
  private final Connection connection;
  private final List<String> header;

  /** By column of the header: its place in the result, 0 where it is not read. */
  private final int[] places;

  private final boolean[] numeric;
  private final PreparedStatement query;
  private final ResultSet rows;
  private long row;

  private ParquetTable(Path file, Connection connection, List<String> needed) throws SQLException {
    this.file = file;
    this.connection = connection;
    header = header(file, connection);
    List<String> read =
        needed.isEmpty() ? header : header.stream().filter(needed::contains).toList();
    places = header.stream().mapToInt(title -> read.indexOf(title) + 1).toArray();
    query = connection.prepareStatement("select " + names(read) + NUMBER + FILE);
    query.setString(1, file.toString());
    rows = query.executeQuery();
    numeric = new boolean[header.size()];
    for (int i = 0; i < numeric.length; i++) {
      numeric[i] = places[i] > 0 && numeric(rows.getMetaData().getColumnType(places[i]));
    }
  }

  private static List<String> header(Path file, Connection connection) throws SQLException {
    try (PreparedStatement first =
        connection.prepareStatement("select * from read_parquet(?) limit 0")) {
      first.setString(1, file.toString());
      try (ResultSet none = first.executeQuery()) {
        ResultSetMetaData titles = none.getMetaData();
        List<String> header = new ArrayList<>();
        for (int i = 1; i <= titles.getColumnCount(); i++) {
          header.add(titles.getColumnLabel(i));
        }
        return List.copyOf(header);
      }
    }
  }

  private static String names(List<String> columns) {
    return columns.stream()
        .map(title -> '"' + title.replace("\"", "\"\"") + "\", ")
        .collect(Collectors.joining());
  }

  private static boolean numeric(int type) {
    return switch (type) {
      case java.sql.Types.DOUBLE,
          java.sql.Types.FLOAT,
          java.sql.Types.REAL,
          java.sql.Types.INTEGER,
          java.sql.Types.BIGINT,
          java.sql.Types.SMALLINT,
          java.sql.Types.TINYINT,
          java.sql.Types.DECIMAL ->
          true;
      default -> false;
    };
  }

  /**
   * Opens it.
   *
   * @param needed columns that are read row by row, as far as there are such; empty for all
   */
  static ParquetTable open(Path file, List<String> needed) {
    Properties settings = new Properties();
    settings.setProperty("jdbc_stream_results", "true");
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("memory_limit", "256MB");
    settings.setProperty("threads", "2");
    try {
      Connection connection = DriverManager.getConnection("jdbc:duckdb:", settings);
      try (Statement plain = connection.createStatement()) {
        plain.execute("set temp_directory = ''");
        return new ParquetTable(file, connection, needed);
      } catch (SQLException unreadable) {
        connection.close();
        throw unreadable;
      }
    } catch (SQLException unreadable) {
      throw new TableException(file + ": cannot be read as Parquet: " + firstLine(unreadable));
    }
  }

  private static String firstLine(SQLException failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }

  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public List<String> header() {
    return header;
  }

  @Override
  public boolean next() {
    try {
      row++;
      return rows.next();
    } catch (SQLException broken) {
      throw new TableException(where() + ": " + firstLine(broken));
    }
  }

  @Override
  public String field(int column) {
    try {
      return text(rows, place(column));
    } catch (SQLException broken) {
      throw new TableException(where() + ": " + firstLine(broken));
    }
  }

  private static String text(ResultSet row, int place) throws SQLException {
    return Objects.requireNonNullElse(row.getString(place), "");
  }

  private int place(int column) {
    if (places[column] == 0) {
      throw new IllegalStateException("column `" + header.get(column) + "` is not read row by row");
    }
    return places[column];
  }

  @Override
  public OptionalDouble findNumber(int column) {
    if (!numeric[column]) {
      return Table.super.findNumber(column);
    }
    try {
      double value = rows.getDouble(place(column));
      return rows.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value);
    } catch (SQLException broken) {
      throw new TableException(where() + ": " + firstLine(broken));
    }
  }

  @Override
  public List<String> mark() {
    try {
      return List.of(Long.toString(rows.getLong(NUMBER)));
    } catch (SQLException broken) {
      throw new TableException(where() + ": " + firstLine(broken));
    }
  }

  @Override
  public List<List<String>> marked(List<List<String>> marks) {
    if (marks.isEmpty()) {
      return List.of();
    }
    String numbers = marks.stream().map(List::getFirst).distinct().collect(Collectors.joining(","));
    Map<String, List<String>> found = new HashMap<>();
    try (PreparedStatement again =
        connection.prepareStatement(
            "select "
                + names(header)
                + NUMBER
                + FILE
                + " where "
                + NUMBER
                + " in ("
                + numbers
                + ")")) {
      again.setString(1, file.toString());
      try (ResultSet row = again.executeQuery()) {
        while (row.next()) {
          found.put(row.getString(header.size() + 1), fields(row));
        }
      }
    } catch (SQLException broken) {
      throw new TableException(name() + ": " + firstLine(broken));
    }
    return marks.stream()
        .map(mark -> Objects.requireNonNull(found.get(mark.getFirst()), mark::getFirst))
        .toList();
  }

  private List<String> fields(ResultSet row) throws SQLException {
    List<String> fields = new ArrayList<>(header.size());
    for (int i = 1; i <= header.size(); i++) {
      fields.add(text(row, i));
    }
    return fields;
  }

  @Override
  public String where() {
    return name() + ": row " + row;
  }

  @Override
  public void close() {
    try (connection;
        query;
        rows) {
      // closes all three, the last opened first
    } catch (SQLException failure) {
      throw new TableException(name() + ": " + firstLine(failure));
    }
  }
}

package io.hedgerow.cli.measure;

import io.hedgerow.measurement.table.Table;
import io.hedgerow.measurement.table.TableException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Properties;

/**
 * A Parquet file as a table, read by DuckDB in process and in the file's order, a chunk in memory
 * at a time. Must be closed.
 */
final class ParquetTable implements Table, AutoCloseable {
  private final String name;
  private final Connection connection;
  private final PreparedStatement query;
  private final ResultSet rows;
  private final List<String> header;
  private final boolean[] numeric;
  private long row;

  private ParquetTable(String name, Connection connection, PreparedStatement query, ResultSet rows)
      throws SQLException {
    this.name = name;
    this.connection = connection;
    this.query = query;
    this.rows = rows;
    int columns = rows.getMetaData().getColumnCount();
    List<String> titles = new ArrayList<>();
    numeric = new boolean[columns];
    for (int i = 0; i < columns; i++) {
      titles.add(rows.getMetaData().getColumnLabel(i + 1));
      numeric[i] =
          switch (rows.getMetaData().getColumnType(i + 1)) {
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
    header = List.copyOf(titles);
  }

  static ParquetTable open(Path file) {
    Properties settings = new Properties();
    settings.setProperty("jdbc_stream_results", "true");
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("memory_limit", "256MB");
    settings.setProperty("threads", "2");
    try {
      Connection connection = DriverManager.getConnection("jdbc:duckdb:", settings);
      try (Statement plain = connection.createStatement()) {
        plain.execute("set temp_directory = ''");
        PreparedStatement query = connection.prepareStatement("select * from read_parquet(?)");
        query.setString(1, file.toString());
        return new ParquetTable(file.toString(), connection, query, query.executeQuery());
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
    return name;
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
      String text = rows.getString(column + 1);
      return text == null ? "" : text;
    } catch (SQLException broken) {
      throw new TableException(where() + ": " + firstLine(broken));
    }
  }

  @Override
  public OptionalDouble findNumber(int column) {
    if (!numeric[column]) {
      return Table.super.findNumber(column);
    }
    try {
      double value = rows.getDouble(column + 1);
      return rows.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value);
    } catch (SQLException broken) {
      throw new TableException(where() + ": " + firstLine(broken));
    }
  }

  @Override
  public String where() {
    return name + ": row " + row;
  }

  @Override
  public void close() {
    try (connection;
        query;
        rows) {
      // closes all three, the last opened first
    } catch (SQLException failure) {
      throw new TableException(name + ": " + firstLine(failure));
    }
  }
}

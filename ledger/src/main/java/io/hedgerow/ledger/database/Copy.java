package io.hedgerow.ledger.database;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Adds many rows to a table at once with PostgreSQL's {@code COPY}, the fastest way in. Text that
 * PostgreSQL cannot hold (NUL) is written as U+FFFD, so that no event can stop a batch.
 */
public final class Copy {
  private Copy() {}

  /**
   * @param columns names with commas
   * @param row the values of one row in that order: {@code Instant}, {@code byte[]}, {@code
   *     Optional}, null, or anything whose {@code toString} PostgreSQL reads
   */
  public static <T> void into(
      Handle handle, String table, String columns, List<T> rows, Function<T, Object[]> row) {
    if (rows.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder(rows.size() * 256);
    for (T element : rows) {
      line(text, row.apply(element));
    }
    try {
      CopyIn copy =
          handle
              .getConnection()
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn("copy " + table + " (" + columns + ") from stdin");
      try {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        copy.endCopy();
      } finally {
        if (copy.isActive()) {
          copy.cancelCopy();
        }
      }
    } catch (SQLException failure) {
      throw new org.jdbi.v3.core.statement.UnableToExecuteStatementException(
          "cannot copy into " + table + ": " + failure.getMessage(), failure, null);
    }
  }

  private static void line(StringBuilder text, @Nullable Object[] values) {
    for (int i = 0; i < values.length; i++) {
      if (i > 0) {
        text.append('\t');
      }
      value(text, values[i]);
    }
    text.append('\n');
  }

  private static void value(StringBuilder text, @Nullable Object value) {
    switch (value) {
      case null -> text.append("\\N");
      case Optional<?> optional -> value(text, optional.orElse(null));
      case byte[] bytes -> text.append("\\\\x").append(HexFormat.of().formatHex(bytes));
      case Instant instant -> text.append(instant);
      case Long number -> text.append(number.longValue());
      default -> escaped(text, value.toString());
    }
  }

  private static void escaped(StringBuilder text, String value) {
    int clean = 0;
    for (int i = 0; i < value.length(); i++) {
      String replacement =
          switch (value.charAt(i)) {
            case '\\' -> "\\\\";
            case '\t' -> "\\t";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\0' -> "\uFFFD";
            default -> "";
          };
      if (!replacement.isEmpty()) {
        text.append(value, clean, i).append(replacement);
        clean = i + 1;
      }
    }
    text.append(value, clean, value.length());
  }
}

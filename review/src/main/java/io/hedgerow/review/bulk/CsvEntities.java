package io.hedgerow.review.bulk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Entities from comma-separated values (RFC 4180): the column headed {@code entity}, or {@code
 * kind} and {@code id}, or else the first column of every line. Reads in bounded memory whatever
 * comes: a record of more than {@link #LONGEST} characters, as an unclosed quote makes one, is
 * wrong, and reading goes on at the next line. Used by one thread.
 */
public final class CsvEntities implements Entities {
  /** Characters of one record, at most. */
  static final int LONGEST = 4_096;

  private static final int PAGE = 5_000;
  private static final int BYTE_ORDER_MARK = '\uFEFF';

  private final BufferedReader reader;
  private final Kinds kinds;
  private final String origin;
  private Optional<Columns> columns = Optional.empty();
  private long line = 1;
  private boolean tooLong;

  /** Where an entity stands in a record; the kind is -1 when it is part of the other. */
  private record Columns(int kind, int entity) {
    static Optional<Columns> headed(List<String> first) {
      List<String> names = first.stream().map(n -> n.strip().toLowerCase(Locale.ROOT)).toList();
      if (names.contains("entity")) {
        return Optional.of(new Columns(-1, names.indexOf("entity")));
      }
      return names.contains("kind") && names.contains("id")
          ? Optional.of(new Columns(names.indexOf("kind"), names.indexOf("id")))
          : Optional.empty();
    }

    Optional<String> of(List<String> fields) {
      if (Math.max(kind, entity) >= fields.size()) {
        return Optional.empty();
      }
      String said = fields.get(entity).strip();
      return Optional.of(kind < 0 ? said : fields.get(kind).strip() + ":" + said);
    }
  }

  /**
   * @param name of the file, as its sender called it; shown, never opened
   */
  public CsvEntities(InputStream bytes, String name, Kinds kinds) {
    reader = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8), 1 << 16);
    this.kinds = kinds;
    origin = "csv " + (name.isBlank() ? "without a name" : name.strip());
  }

  @Override
  public String origin() {
    return origin;
  }

  @Override
  public List<Line> next() throws IOException {
    List<Line> lines = new ArrayList<>();
    while (lines.size() < PAGE) {
      long at = line;
      Optional<List<String>> record = record();
      if (record.isEmpty()) {
        break;
      }
      if (tooLong) {
        lines.add(
            Kinds.wrong(
                at,
                "more than " + LONGEST + " characters; is a quote not closed, or is this no CSV?"));
      } else {
        line(at, record.get()).ifPresent(lines::add);
      }
    }
    return lines;
  }

  private Optional<Line> line(long at, List<String> fields) {
    if (fields.size() == 1 && fields.getFirst().isBlank()) {
      return Optional.empty();
    }
    if (columns.isEmpty()) {
      Optional<Columns> headed = Columns.headed(fields);
      columns = headed.or(() -> Optional.of(new Columns(-1, 0)));
      if (headed.isPresent()) {
        return Optional.empty();
      }
    }
    return Optional.of(
        columns
            .flatMap(c -> c.of(fields))
            .map(text -> kinds.line(at, text))
            .orElseGet(() -> Kinds.wrong(at, "the line ends before its entity")));
  }

  /** The next record's fields; empty at the end. Sets {@link #tooLong}. */
  private Optional<List<String>> record() throws IOException {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    int length = 0;
    tooLong = false;
    int c = reader.read();
    if (c == BYTE_ORDER_MARK && line == 1) {
      c = reader.read();
    }
    if (c < 0) {
      return Optional.empty();
    }
    for (; c >= 0; c = reader.read()) {
      if (c == '\n') {
        line++;
      }
      if (c == '\n' && (!quoted || tooLong)) {
        break;
      }
      if (++length > LONGEST) {
        tooLong = true;
      } else if (c == '"') {
        quoted = quote(field, quoted);
      } else if (c == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else if (c != '\r' || quoted) {
        field.append((char) c);
      }
    }
    fields.add(field.toString());
    return Optional.of(fields);
  }

  /** Two quotes inside quotes are one; any other quote opens or closes. */
  private boolean quote(StringBuilder field, boolean quoted) throws IOException {
    if (!quoted) {
      return true;
    }
    reader.mark(1);
    if (reader.read() == '"') {
      field.append('"');
      return true;
    }
    reader.reset();
    return false;
  }
}

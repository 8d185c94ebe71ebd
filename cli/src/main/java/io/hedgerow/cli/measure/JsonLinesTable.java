package io.hedgerow.cli.measure;

import io.hedgerow.engine.json.CanonicalJson;
import io.hedgerow.engine.json.JsonReader;
import io.hedgerow.engine.json.JsonReading;
import io.hedgerow.measurement.table.Table;
import io.hedgerow.measurement.table.TableException;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * JSON lines as a table: one object a line, its members the columns. The columns are the members of
 * the first thousand lines; a member that only comes later is refused, so that none is silently
 * left out. What is no text stands as its JSON.
 */
final class JsonLinesTable implements Table {
  private static final int AHEAD = 1_000;

  private record Line(long number, Map<?, ?> members) {}

  private final String name;
  private final BufferedReader in;
  private final JsonReader reader = new JsonReader();
  private final Deque<Line> waiting = new ArrayDeque<>();
  private final List<String> header;
  private final Set<String> known;
  private Line row = new Line(0, Map.of());
  private long lines;

  JsonLinesTable(String name, BufferedReader in) throws IOException {
    this.name = name;
    this.in = in;
    Set<String> titles = new LinkedHashSet<>();
    for (Line next = read(); next != null; next = waiting.size() < AHEAD ? read() : null) {
      next.members().keySet().forEach(title -> titles.add(title.toString()));
      waiting.add(next);
    }
    header = new ArrayList<>(titles);
    known = Set.copyOf(titles);
  }

  private @Nullable Line read() throws IOException {
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      lines++;
      if (!line.isBlank()) {
        return new Line(lines, members(line));
      }
    }
    return null;
  }

  private Map<?, ?> members(String line) {
    return switch (reader.read(line)) {
      case JsonReading.Value(Map<?, ?> members) -> members;
      case JsonReading.Value _ ->
          throw new TableException(name + ": line " + lines + ": must be a JSON object");
      case JsonReading.Broken broken ->
          throw new TableException(name + ": line " + lines + ": " + broken.message());
    };
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<String> header() {
    return List.copyOf(header);
  }

  @Override
  public boolean next() throws IOException {
    Line next = waiting.isEmpty() ? read() : waiting.remove();
    if (next == null) {
      return false;
    }
    row = next;
    for (Object title : next.members().keySet()) {
      if (!known.contains(title.toString())) {
        throw new TableException(
            where() + ": has a member `" + title + "` that the first " + AHEAD + " lines lack");
      }
    }
    return true;
  }

  @Override
  public String field(int column) {
    Object value = row.members().get(header.get(column));
    return switch (value) {
      case null -> "";
      case String text -> text;
      // null reads as an empty map
      case Map<?, ?> members when members.isEmpty() -> "";
      default -> CanonicalJson.write(value);
    };
  }

  @Override
  public String where() {
    return name + ": line " + row.number();
  }
}

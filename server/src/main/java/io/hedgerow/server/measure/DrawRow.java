package io.hedgerow.server.measure;

import io.hedgerow.engine.json.JsonReader;
import io.hedgerow.engine.json.JsonReading;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A draw as a definition's query gives it.
 *
 * @param sources machines that had labelled its content
 */
record DrawRow(String policy, Draws.One draw, List<String> sources) {

  /** Many draws have the same pivots: each text of them is read once. */
  static final class Reader {
    private final JsonReader json = new JsonReader();
    private final Map<String, Map<String, String>> pivots = new HashMap<>();

    DrawRow of(ResultSet row) throws SQLException {
      boolean judged = row.getObject("breaks") != null;
      List<String> sources = List.of((String[]) row.getArray("sources").getArray());
      String policy = row.getString("policy");
      return new DrawRow(
          policy,
          new Draws.One(
              policy,
              row.getDate("day").toLocalDate(),
              row.getString("unit"),
              row.getDouble("views"),
              row.getDouble("probability"),
              pivots.computeIfAbsent(row.getString("pivots"), this::pivots),
              row.getDouble("day_views"),
              label(row),
              judged,
              looks(row),
              !sources.isEmpty()),
          sources);
    }

    /** What the upload said, else the judge where one was asked, else a person. */
    private static Optional<Boolean> label(ResultSet row) throws SQLException {
      Optional<Boolean> uploaded = bit(row, "label");
      if (uploaded.isPresent()) {
        return uploaded;
      }
      if (row.getObject("audit_probability") == null && row.getBoolean("by_judge")) {
        return Optional.empty();
      }
      Optional<Boolean> judge = said(row, "breaks");
      return judge.isPresent() ? judge : said(row, "said");
    }

    private static List<Draws.Look> looks(ResultSet row) throws SQLException {
      List<Draws.Look> looks = new ArrayList<>();
      boolean judged = row.getObject("breaks") != null;
      if (judged && !row.getBoolean("audited")) {
        return looks;
      }
      Optional<Boolean> truth = bit(row, "truth");
      if (judged) {
        looks.add(
            new Draws.Look(
                row.getDouble("audit_probability"), truth.isPresent() ? truth : said(row, "said")));
      }
      if (truth.isEmpty() && row.getObject("second_probability") != null) {
        looks.add(new Draws.Look(row.getDouble("second_probability"), said(row, "settled")));
      }
      return looks;
    }

    private static Optional<Boolean> bit(ResultSet row, String column) throws SQLException {
      int value = row.getInt(column);
      return row.wasNull() ? Optional.empty() : Optional.of(value == 1);
    }

    private static Optional<Boolean> said(ResultSet row, String column) throws SQLException {
      boolean value = row.getBoolean(column);
      return row.wasNull() ? Optional.empty() : Optional.of(value);
    }

    private Map<String, String> pivots(String text) {
      Map<String, String> read = new HashMap<>();
      if (json.read(text) instanceof JsonReading.Value(Map<?, ?> members)) {
        members.forEach((key, value) -> read.put(key.toString(), value.toString()));
      }
      return read;
    }
  }
}

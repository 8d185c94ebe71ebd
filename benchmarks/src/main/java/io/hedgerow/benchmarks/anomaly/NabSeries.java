package io.hedgerow.benchmarks.anomaly;

import io.hedgerow.measurement.table.CsvReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * A series with the windows in which its anomalies are.
 *
 * @param name {@code family/file.csv}
 * @param windows in order, apart from each other
 */
record NabSeries(String name, long[] seconds, double[] values, List<Window> windows) {
  /** First and last row of a labelled window. */
  record Window(int first, int last) {
    int length() {
      return last - first + 1;
    }
  }

  NabSeries {
    windows = List.copyOf(windows);
  }

  int size() {
    return values.length;
  }

  String family() {
    return name.substring(0, name.indexOf('/'));
  }

  /** Rows at the start on which detectors learn and nothing is scored. */
  int probation() {
    return Math.min((int) (0.15 * size()), 750);
  }

  private record Row(long second, double value, boolean inside) {}

  /** Reads a table with the columns {@code series, timestamp, value, in_anomaly_window}. */
  static List<NabSeries> read(Path gzipped) throws IOException {
    Map<String, List<Row>> rows = new LinkedHashMap<>();
    try (Reader in =
        new InputStreamReader(
            new GZIPInputStream(Files.newInputStream(gzipped)), StandardCharsets.UTF_8)) {
      CsvReader table = new CsvReader(gzipped.toString(), in);
      int series = table.column("series");
      int time = table.column("timestamp");
      int value = table.column("value");
      int inside = table.column("in_anomaly_window");
      while (table.next()) {
        LocalDateTime at = LocalDateTime.parse(table.field(time).replace(' ', 'T'));
        rows.computeIfAbsent(table.field(series), _ -> new ArrayList<>())
            .add(
                new Row(
                    at.toEpochSecond(ZoneOffset.UTC),
                    table.number(value),
                    table.number(inside) == 1));
      }
    }
    return rows.entrySet().stream().map(e -> of(e.getKey(), e.getValue())).toList();
  }

  private static NabSeries of(String name, List<Row> rows) {
    List<Window> windows = new ArrayList<>();
    int first = -1;
    for (int i = 0; i <= rows.size(); i++) {
      boolean inside = i < rows.size() && rows.get(i).inside();
      if (inside && first < 0) {
        first = i;
      } else if (!inside && first >= 0) {
        windows.add(new Window(first, i - 1));
        first = -1;
      }
    }
    return new NabSeries(
        name,
        rows.stream().mapToLong(Row::second).toArray(),
        rows.stream().mapToDouble(Row::value).toArray(),
        windows);
  }
}

package io.hedgerow.cli.measure;

import io.hedgerow.measurement.anomaly.Slice;
import io.hedgerow.measurement.table.Table;
import io.hedgerow.measurement.table.TableException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sums rows of counts into steps of time, one series a slice.
 *
 * <p>A step without a row is a 0, from the earliest step of the whole table to its latest.
 *
 * @param by the columns whose values name a slice
 */
record SlicedCounts(Duration step, List<String> by) {
  private static final long MOST_CELLS = 20_000_000;

  SlicedCounts {
    by = List.copyOf(by);
    if (step.getSeconds() < 1) {
      throw new IllegalArgumentException("step must be at least PT1S, was " + step);
    }
  }

  /** Reads {@code time}, {@code count} and the columns that name the slice. */
  List<Slice> of(Table table) throws IOException {
    int time = table.column("time");
    int count = table.column("count");
    int[] names = by.stream().mapToInt(table::column).toArray();
    Map<String, Map<Long, Long>> sums = new TreeMap<>();
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    while (table.next()) {
      long at = stepOf(table, time);
      first = Math.min(first, at);
      last = Math.max(last, at);
      sums.computeIfAbsent(name(table, names), _ -> new TreeMap<>())
          .merge(at, whole(table, count), Math::addExact);
    }
    return series(sums, first, last);
  }

  private static List<Slice> series(Map<String, Map<Long, Long>> sums, long first, long last) {
    if (sums.isEmpty()) {
      return List.of();
    }
    long steps = last - first + 1;
    if (steps > MOST_CELLS / sums.size()) {
      throw new TableException(
          "steps times slices must be at most "
              + MOST_CELLS
              + ", were "
              + steps
              + " times "
              + sums.size()
              + "; check `time`, or use a longer --step");
    }
    List<Slice> slices = new ArrayList<>();
    sums.forEach((name, counts) -> {
      long[] series = new long[(int) steps];
      counts.forEach((at, count) -> series[(int) (at - first)] = count);
      slices.add(Slice.of(name, series));
    });
    return slices;
  }

  private String name(Table table, int[] columns) {
    return String.join(
        " ",
        Arrays.stream(columns)
            .mapToObj(i -> table.header().get(i) + "=" + table.field(i))
            .toList());
  }

  private long stepOf(Table table, int column) {
    String text = table.field(column).strip();
    try {
      return Math.floorDiv(Instant.parse(text).getEpochSecond(), step.getSeconds());
    } catch (DateTimeParseException _) {
      throw new TableException(
          table.where() + ": `time` must be like 2026-03-01T14:00:00Z, was '" + text + "'");
    }
  }

  private static long whole(Table table, int column) {
    double value = table.number(column);
    if (!(value >= 0 && value <= 1e12 && value == Math.rint(value))) {
      throw new TableException(
          table.where() + ": `count` must be a whole number in [0, 1e12], was " + value);
    }
    return (long) value;
  }
}

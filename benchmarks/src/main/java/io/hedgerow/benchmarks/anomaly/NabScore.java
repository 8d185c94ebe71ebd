package io.hedgerow.benchmarks.anomaly;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The score of the Numenta Anomaly Benchmark under its standard profile: 100 finds every window at
 * its first row with no false alarm, 0 is a detector that never speaks.
 *
 * <p>Source: Lavin and Ahmad, "Evaluating Real-time Anomaly Detection Algorithms – the Numenta
 * Anomaly Benchmark", ICMLA 2015 (arXiv:1510.03336), section II.C and table I: a found window earns
 * up to 1, the earlier the more; a missed one costs 1; a row outside costs up to 0.11, less just
 * after a window. One threshold for all series, the one that scores best, as the benchmark does it.
 */
final class NabScore {
  private static final double FALSE_ALARM = 0.11;

  /** Beyond so many window lengths after a window, a false alarm costs all. */
  private static final double FAR = 3;

  private NabScore() {}

  /**
   * @param threshold rows with at least this anomaly score are alarms
   */
  record Result(double score, double threshold) {}

  /** A row that counts: what an alarm on it brings, and which window it lies in. */
  private record Row(double anomaly, double worth, int window) {}

  /** The best score over all thresholds. */
  static Result best(List<NabSeries> all, Map<String, double[]> anomalies) {
    List<Row> rows = rows(all, anomalies);
    rows.sort(Comparator.comparingDouble(Row::anomaly).reversed());
    int windows = all.stream().mapToInt(s -> s.windows().size()).sum();
    Map<Integer, Double> found = new HashMap<>();
    double total = -windows;
    Result best = new Result(0, Double.POSITIVE_INFINITY);
    for (int i = 0; i < rows.size(); i++) {
      total += gain(rows.get(i), found);
      boolean last = i + 1 == rows.size() || rows.get(i + 1).anomaly() < rows.get(i).anomaly();
      if (last && normalised(total, windows) > best.score()) {
        best = new Result(normalised(total, windows), rows.get(i).anomaly());
      }
    }
    return best;
  }

  /** The score with a threshold that was chosen elsewhere. */
  static double at(double threshold, List<NabSeries> all, Map<String, double[]> anomalies) {
    int windows = all.stream().mapToInt(s -> s.windows().size()).sum();
    return normalised(raw(threshold, all, anomalies), windows);
  }

  /** The same before it is put between 0 and 100: minus the number of windows at worst silence. */
  static double raw(double threshold, List<NabSeries> all, Map<String, double[]> anomalies) {
    Map<Integer, Double> found = new HashMap<>();
    double total = -all.stream().mapToInt(s -> s.windows().size()).sum();
    for (Row row : rows(all, anomalies)) {
      total += row.anomaly() >= threshold ? gain(row, found) : 0;
    }
    return total;
  }

  private static double normalised(double total, int windows) {
    return 100 * (total + windows) / (2.0 * windows);
  }

  /** What one more alarm changes; of the alarms in a window only the earliest counts. */
  private static double gain(Row row, Map<Integer, Double> found) {
    if (row.window() < 0) {
      return row.worth();
    }
    double before = found.getOrDefault(row.window(), -1.0);
    found.merge(row.window(), row.worth(), Math::max);
    return Math.max(0, row.worth() - before);
  }

  private static List<Row> rows(List<NabSeries> all, Map<String, double[]> anomalies) {
    List<Row> rows = new ArrayList<>();
    int windows = 0;
    for (NabSeries series : all) {
      double[] own = anomalies.getOrDefault(series.name(), new double[series.size()]);
      int next = 0;
      for (int i = 0; i < series.size(); i++) {
        if (next < series.windows().size() && i > series.windows().get(next).last()) {
          next++;
        }
        if (i >= series.probation()) {
          rows.add(row(series, i, next, windows, own[i]));
        }
      }
      windows += series.windows().size();
    }
    return rows;
  }

  private static Row row(NabSeries series, int i, int next, int before, double anomaly) {
    if (next < series.windows().size() && i >= series.windows().get(next).first()) {
      NabSeries.Window window = series.windows().get(next);
      double position = -(window.last() - i + 1.0) / window.length();
      return new Row(anomaly, sigmoid(position) / sigmoid(-1), before + next);
    }
    double past = FAR;
    if (next > 0) {
      NabSeries.Window window = series.windows().get(next - 1);
      past = (i - window.last()) / (window.length() - 1.0);
    }
    return new Row(anomaly, FALSE_ALARM * sigmoid(past), -1);
  }

  private static double sigmoid(double position) {
    return position >= FAR ? -1 : 2 / (1 + Math.exp(5 * position)) - 1;
  }
}

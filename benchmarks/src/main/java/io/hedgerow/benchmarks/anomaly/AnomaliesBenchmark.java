package io.hedgerow.benchmarks.anomaly;

import io.hedgerow.benchmarks.Machine;
import io.hedgerow.measurement.anomaly.Surprises;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Scores detectors on series of the Numenta Anomaly Benchmark, as the benchmark does it (one
 * threshold, chosen on the very series that are scored) and honestly (each family of series under
 * the threshold that was best on the others).
 */
public final class AnomaliesBenchmark {
  /** An alarm stands for the values after it, about eight hours at the benchmark's usual step. */
  private static final int QUIET = 100;

  private final Path file;
  private final PrintWriter out;

  /**
   * @param file the series, gzipped CSV
   */
  public AnomaliesBenchmark(Path file, PrintWriter out) {
    this.file = file;
    this.out = out;
  }

  public void run() throws IOException {
    List<NabSeries> all = NabSeries.read(file);
    int windows = all.stream().mapToInt(s -> s.windows().size()).sum();
    out.printf(
        "%s%n%n%d series, %d windows.%n%n| detector | NAB score | threshold | threshold chosen on"
            + " other families | s for all |%n|---|---|---|---|---|%n",
        Machine.describe(), all.size(), windows);
    line("windowed Gaussian", all, s -> WindowedGaussian.anomalies(s.values()));
    Map<String, double[]> ours = line("surprises", all, AnomaliesBenchmark::surprises);
    out.printf(
        "%n| family | windows | NAB score of surprises at the common threshold |%n|---|---|---|%n");
    double threshold = NabScore.best(all, ours).threshold();
    for (String family : families(all)) {
      List<NabSeries> own = all.stream().filter(s -> s.family().equals(family)).toList();
      int inside = own.stream().mapToInt(s -> s.windows().size()).sum();
      out.printf(
          Locale.ROOT,
          "| %s | %d | %s |%n",
          family,
          inside,
          inside == 0
              ? "no windows"
              : String.format(Locale.ROOT, "%.1f", NabScore.at(threshold, own, ours)));
    }
    out.flush();
  }

  private Map<String, double[]> line(
      String name, List<NabSeries> all, Function<NabSeries, double[]> detector) {
    long start = System.nanoTime();
    Map<String, double[]> anomalies = new LinkedHashMap<>();
    all.forEach(series -> anomalies.put(series.name(), detector.apply(series)));
    double seconds = (System.nanoTime() - start) / 1e9;
    NabScore.Result best = NabScore.best(all, anomalies);
    out.printf(
        Locale.ROOT,
        "| %s | %.1f | %.4f | %.1f | %.1f |%n",
        name,
        best.score(),
        best.threshold(),
        elsewhere(all, anomalies),
        seconds);
    out.flush();
    return anomalies;
  }

  /** Each family under the threshold of the others, put together by windows. */
  private static double elsewhere(List<NabSeries> all, Map<String, double[]> anomalies) {
    double sum = 0;
    int windows = 0;
    for (String family : families(all)) {
      List<NabSeries> own = all.stream().filter(s -> s.family().equals(family)).toList();
      List<NabSeries> others = all.stream().filter(s -> !s.family().equals(family)).toList();
      int inside = own.stream().mapToInt(s -> s.windows().size()).sum();
      double threshold = NabScore.best(others, anomalies).threshold();
      sum += NabScore.raw(threshold, own, anomalies);
      windows += inside;
    }
    return 100 * (sum + windows) / (2.0 * windows);
  }

  private static TreeSet<String> families(List<NabSeries> all) {
    TreeSet<String> families = new TreeSet<>();
    all.forEach(series -> families.add(series.family()));
    return families;
  }

  private static double[] surprises(NabSeries series) {
    Surprises surprises = new Surprises(QUIET);
    double[] anomalies = new double[series.size()];
    long latest = Long.MIN_VALUE;
    for (int i = 0; i < anomalies.length; i++) {
      // a few rows of the benchmark's series are out of order
      latest = Math.max(latest, series.seconds()[i]);
      anomalies[i] = surprises.next(Instant.ofEpochSecond(latest), series.values()[i]).rarity();
    }
    return anomalies;
  }
}

package io.hedgerow.measurement.prevalence;

import io.hedgerow.measurement.Interval;
import io.hedgerow.measurement.Normal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * The interval of a share put together from cells of draws that weigh about the same.
 *
 * <p>One interval over all draws is too sure of itself when a few heavy draws carry the rare
 * violations: most samples hold none of them, and their part then looks certain. Here each cell (a
 * stratum, or the draws whose weights are within a factor of two) has Wilson's interval of its own,
 * which is honest without a single positive, and the distances from the estimates to their ends are
 * added in squares. Source: Zou, Huang and Zhang, "A note on confidence interval estimation for a
 * linear function of binomial proportions", Computational Statistics and Data Analysis 53 (2009),
 * equation 4; Yan and Su, "Stratified Wilson and Newcombe Confidence Intervals for Multiple
 * Binomial Proportions", Statistics in Biopharmaceutical Research 2 (2010). How many views belong
 * to which cell is uncertain too where the design does not fix it; that part is the linearised
 * variance of the cell means.
 */
final class CellInterval {
  /** Lighter draws share the last cell: they decide little. */
  private static final int MOST_CELLS = 8;

  /** Positives, and negatives, from which on a cell's own spread is trusted. */
  private static final int ENOUGH = 5;

  private final List<Observation> sample;
  private final Design design;
  private final Predicate<Observation> inside;
  private final double[] weights;
  private final double level;

  private CellInterval(
      List<Observation> sample, Design design, Predicate<Observation> inside, double level) {
    this.sample = sample;
    this.design = design;
    this.inside = inside;
    this.level = level;
    this.weights = sample.stream().mapToDouble(o -> design.weight(o, sample)).toArray();
  }

  /**
   * The interval of the share of views inside that violates.
   *
   * @param sample draws whose labels are 0 or 1
   */
  static Interval of(
      List<Observation> sample, Design design, Predicate<Observation> inside, double level) {
    return new CellInterval(sample, design, inside, level).put();
  }

  /** Draws of about one weight: their share of all views inside, and what they say. */
  private record Cell(double views, double share, Interval interval) {}

  private Interval put() {
    Map<String, List<Integer>> rows = rows();
    Map<String, Cell> cells = new LinkedHashMap<>();
    rows.forEach((name, own) -> cells.put(name, cell(own)));
    double views = cells.values().stream().mapToDouble(Cell::views).sum();
    double share = cells.values().stream().mapToDouble(c -> c.views() * c.share()).sum() / views;
    double z = Normal.criticalValue(level);
    double below = z * z * between(rows, cells, share, views);
    double above = below;
    for (Cell cell : cells.values()) {
      double part = cell.views() / views;
      below += square(part * (cell.share() - cell.interval().low()));
      above += square(part * (cell.interval().high() - cell.share()));
    }
    return new Interval(share - Math.sqrt(below), share + Math.sqrt(above), level).withinShare();
  }

  /** Rows inside by cell. */
  private Map<String, List<Integer>> rows() {
    double heaviest = 0;
    for (double weight : weights) {
      heaviest = Math.max(heaviest, weight);
    }
    Map<String, List<Integer>> rows = new LinkedHashMap<>();
    for (int i = 0; i < weights.length; i++) {
      if (inside.test(sample.get(i))) {
        rows.computeIfAbsent(name(i, heaviest), _ -> new ArrayList<>()).add(i);
      }
    }
    return rows;
  }

  private String name(int row, double heaviest) {
    return switch (design) {
      case Design.Stratified() -> sample.get(row).stratum();
      case Design.WithReplacement(), Design.WithoutReplacement() ->
          Integer.toString(
              Math.min(MOST_CELLS - 1, (int) (Math.log(heaviest / weights[row]) / Math.log(2))));
    };
  }

  private Cell cell(List<Integer> rows) {
    double views = 0;
    double violating = 0;
    int positives = 0;
    for (int i : rows) {
      views += weights[i];
      violating += weights[i] * sample.get(i).violating();
      positives += sample.get(i).violating() > 0 ? 1 : 0;
    }
    double share = Math.clamp(violating / views, 0, 1);
    boolean trusted = Math.min(positives, rows.size() - positives) >= ENOUGH;
    double size = trusted ? ownSize(rows, share, views) : kish(rows, views);
    return new Cell(
        views,
        share,
        size == Double.POSITIVE_INFINITY
            ? new Interval(share, share, level)
            : Wilson.interval(share, size, level));
  }

  /** Size of the simple random sample as precise as these draws, by their own spread. */
  private double ownSize(List<Integer> rows, double share, double views) {
    double sum = 0;
    for (int i : rows) {
      sum += square(weights[i] * (sample.get(i).violating() - share)) * left(i);
    }
    double variance = sum / (views * views) * rows.size() / (rows.size() - 1.0);
    return variance > 0 ? share * (1 - share) / variance : Double.POSITIVE_INFINITY;
  }

  /** The same by their weights alone, where the spread of few positives would mislead. */
  private double kish(List<Integer> rows, double views) {
    double squares = 0;
    for (int i : rows) {
      squares += square(weights[i]) * left(i);
    }
    return squares > 0 ? views * views / squares : Double.POSITIVE_INFINITY;
  }

  /** What the finite population leaves of the variance of one draw. */
  private double left(int row) {
    return switch (design) {
      case Design.WithReplacement() -> 1;
      case Design.WithoutReplacement(), Design.Stratified() -> 1 - sample.get(row).probability();
    };
  }

  /** Variance of the share that comes from not knowing how views divide between cells. */
  private double between(
      Map<String, List<Integer>> rows, Map<String, Cell> cells, double share, double views) {
    double[] contributions = new double[weights.length];
    rows.forEach((name, own) -> {
      double distance = Objects.requireNonNull(cells.get(name)).share() - share;
      own.forEach(i -> contributions[i] = weights[i] * distance / views);
    });
    return design.variance(contributions, sample);
  }

  private static double square(double value) {
    return value * value;
  }
}

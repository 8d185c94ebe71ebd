package io.hedgerow.models.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * 95% percentile intervals of any statistic, by drawing the sample anew with replacement (Efron
 * 1979). Rows that belong together, such as those of one author or template, are drawn together.
 * The same seed gives the same interval.
 *
 * @param resamples how many draws, at least 20; 1,000 for intervals that are reported
 */
public record Bootstrap(int resamples, long seed) {
  public Bootstrap {
    if (resamples < 20) {
      throw new IllegalArgumentException("resamples must be at least 20, was " + resamples);
    }
  }

  /** What is measured on rows by their places; empty where the draw does not allow it. */
  @FunctionalInterface
  public interface Statistic extends Function<int[], Optional<Double>> {}

  /** Of {@code size} rows that stand alone. */
  public Optional<Estimate> of(int size, Statistic statistic) {
    int[] rows = new int[size];
    Arrays.setAll(rows, i -> i);
    SplittableRandom random = new SplittableRandom(seed);
    int[] draw = new int[size];
    return estimate(
        statistic,
        rows,
        () -> {
          Arrays.setAll(draw, i -> random.nextInt(size));
          return draw;
        });
  }

  /** Of rows drawn in clusters. */
  public Optional<Estimate> ofClusters(List<?> clusterOfRow, Statistic statistic) {
    Map<Object, List<Integer>> clusters = new HashMap<>();
    List<List<Integer>> all = new ArrayList<>();
    int[] rows = new int[clusterOfRow.size()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = i;
      clusters
          .computeIfAbsent(
              clusterOfRow.get(i),
              cluster -> {
                List<Integer> members = new ArrayList<>();
                all.add(members);
                return members;
              })
          .add(i);
    }
    SplittableRandom random = new SplittableRandom(seed);
    return estimate(statistic, rows, () -> draw(all, random));
  }

  private static int[] draw(List<List<Integer>> clusters, SplittableRandom random) {
    List<Integer> drawn = new ArrayList<>();
    for (int i = 0; i < clusters.size(); i++) {
      drawn.addAll(clusters.get(random.nextInt(clusters.size())));
    }
    return drawn.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Draws rows. */
  @FunctionalInterface
  private interface Draw {
    int[] next();
  }

  /**
   * Draws that do not allow the statistic are left out; with too many of these there is no answer.
   */
  private Optional<Estimate> estimate(Statistic statistic, int[] rows, Draw draw) {
    Optional<Double> value = statistic.apply(rows);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    double[] values = new double[resamples];
    int count = 0;
    for (int i = 0; i < resamples; i++) {
      Optional<Double> drawn = statistic.apply(draw.next());
      if (drawn.isPresent()) {
        values[count++] = drawn.get();
      }
    }
    if (count < resamples / 2) {
      return Optional.empty();
    }
    Arrays.sort(values, 0, count);
    return Optional.of(
        new Estimate(
            value.get(),
            values[(int) Math.floor(0.025 * (count - 1))],
            values[(int) Math.ceil(0.975 * (count - 1))]));
  }
}

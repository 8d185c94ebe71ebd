package io.hedgerow.models.fairness;

import io.hedgerow.models.evaluation.Bootstrap;
import io.hedgerow.models.evaluation.Estimate;
import io.hedgerow.models.evaluation.Ranking;
import io.hedgerow.models.evaluation.ScoredLabels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/**
 * Whether a score serves texts about each group as well as the rest.
 *
 * <p>Source: Borkan, Dixon, Sorensen, Thain and Vasserman, "Nuanced Metrics for Measuring
 * Unintended Bias", WWW 2019 companion.
 *
 * @param labels scores and truth
 * @param groups of each text, the groups it speaks of; may be empty for a text
 * @param bootstrap for the intervals
 */
public record SubgroupFairness(ScoredLabels labels, List<Set<String>> groups, Bootstrap bootstrap) {
  /** Groups with fewer texts of either kind say nothing. */
  public static final int FEWEST = 10;

  public SubgroupFairness {
    groups = List.copyOf(groups);
    if (groups.size() != labels.size()) {
      throw new IllegalArgumentException(
          "there must be groups for each text, were %d for %d texts"
              .formatted(groups.size(), labels.size()));
    }
  }

  /**
   * How one group is served. Areas are empty where a kind of text is missing.
   *
   * @param texts about the group
   * @param positives of them that break the policy
   * @param auroc within the group
   * @param bpsn background positive, subgroup negative: low when harmless texts about the group
   *     score like harmful ones
   * @param bnsp background negative, subgroup positive: low when harmful texts about the group
   *     score like harmless ones
   * @param falsePositiveGap its false positive rate less that of all other texts, at the threshold
   */
  public record Slice(
      String group,
      int texts,
      int positives,
      Optional<Estimate> auroc,
      Optional<Estimate> bpsn,
      Optional<Estimate> bnsp,
      Optional<Estimate> falsePositiveGap) {

    /** The lowest of the three areas. */
    public Optional<Double> worst() {
      return List.of(auroc, bpsn, bnsp).stream()
          .flatMap(Optional::stream)
          .map(Estimate::value)
          .min(Comparator.naturalOrder());
    }
  }

  /** All groups with enough texts of both kinds, the worst served first. */
  public List<Slice> slices(double threshold) {
    List<Slice> slices = new ArrayList<>();
    Set<String> names = new TreeSet<>();
    groups.forEach(names::addAll);
    for (String group : names) {
      Slice slice = slice(group, threshold);
      if (slice.positives() >= FEWEST && slice.texts() - slice.positives() >= FEWEST) {
        slices.add(slice);
      }
    }
    slices.sort(Comparator.comparingDouble(slice -> slice.worst().orElse(1.0)));
    return slices;
  }

  private Slice slice(String group, double threshold) {
    boolean[] inside = new boolean[labels.size()];
    int texts = 0;
    int positives = 0;
    for (int i = 0; i < inside.length; i++) {
      inside[i] = groups.get(i).contains(group);
      texts += inside[i] ? 1 : 0;
      positives += inside[i] && labels.positive()[i] ? 1 : 0;
    }
    return new Slice(
        group,
        texts,
        positives,
        area(i -> inside[i]),
        area(i -> inside[i] != labels.positive()[i]),
        area(i -> inside[i] == labels.positive()[i]),
        bootstrap.of(labels.size(), rows -> gap(rows, inside, threshold)));
  }

  private Optional<Estimate> area(IntPredicate taken) {
    return bootstrap.of(
        labels.size(),
        rows -> {
          int count = 0;
          int[] some = new int[rows.length];
          for (int row : rows) {
            if (taken.test(row)) {
              some[count++] = row;
            }
          }
          return Ranking.auroc(labels.at(java.util.Arrays.copyOf(some, count)));
        });
  }

  private Optional<Double> gap(int[] rows, boolean[] inside, double threshold) {
    double[] wrong = new double[2];
    double[] all = new double[2];
    for (int row : rows) {
      if (!labels.positive()[row]) {
        int side = inside[row] ? 1 : 0;
        all[side]++;
        wrong[side] += labels.scores()[row] >= threshold ? 1 : 0;
      }
    }
    return all[0] == 0 || all[1] == 0
        ? Optional.empty()
        : Optional.of(wrong[1] / all[1] - wrong[0] / all[0]);
  }
}

package io.hedgerow.measurement.anomaly;

import io.hedgerow.measurement.Normal;
import io.hedgerow.measurement.Refusal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the narrow slices of traffic whose newest count is higher, or lower, than the same step of
 * earlier seasons explains, such as one country's sign-ups while the total looks as ever.
 *
 * <p>Source: Farrington, Andrews, Beale and Catchpole, "A Statistical Algorithm for the Early
 * Detection of Outbreaks of Infectious Disease", Journal of the Royal Statistical Society A 159
 * (1996): an over-dispersed Poisson baseline and a limit on the two-thirds power scale, where such
 * counts are nearly normal. Without their trend and without their down-weighting of earlier
 * outbreaks: a spike in the history widens its slice's limit until it is out of {@code seasons}.
 * The dispersion is pooled over all steps of a slice. Half a count is added to every baseline, so
 * that a step that was always empty has a limit too. A fall is what a client that no longer sends,
 * or a block that hits too many, looks like; its limit is the same formula's other end.
 *
 * @param period steps in a season, such as 168 hours in a week
 * @param seasons earlier seasons to compare with, at least 2
 * @param level the chance, in (0, 1), of naming any slice as a spike in one look when nothing has
 *     changed, and as much again of naming one as a fall; it is shared among the slices
 *     (Bonferroni)
 * @param least the smallest count that is worth a person's look; a fall must be of as many
 */
public record SeasonalSpikes(int period, int seasons, double level, long least) {
  public SeasonalSpikes {
    Refusal.unlessAtLeast("period", period, 1);
    Refusal.unlessAtLeast("seasons", seasons, 2);
    Refusal.unlessOpenShare("level", level);
  }

  /**
   * What a look found.
   *
   * @param spikes the furthest above its limit first
   * @param falls the one that lacks most first
   * @param tooShort slices that could not be judged, for want of whole seasons before their newest
   *     step
   */
  public record Look(List<Spike> spikes, List<Fall> falls, List<String> tooShort) {
    public Look {
      spikes = List.copyOf(spikes);
      falls = List.copyOf(falls);
      tooShort = List.copyOf(tooShort);
    }
  }

  /** Judges the newest step of every slice. */
  public Look at(List<Slice> slices) {
    List<Spike> spikes = new ArrayList<>();
    List<Fall> falls = new ArrayList<>();
    List<String> tooShort = new ArrayList<>();
    for (Slice slice : slices) {
      if (slice.seasons(period) < seasons) {
        tooShort.add(slice.name());
        continue;
      }
      double expected = mean(slice, 0);
      double chance = level / slices.size();
      Spike spike =
          new Spike(slice.name(), slice.newest(), expected, limit(slice, expected, 1 - chance));
      Fall fall = new Fall(slice.name(), slice.newest(), expected, limit(slice, expected, chance));
      if (spike.observed() >= least && spike.observed() > spike.limit()) {
        spikes.add(spike);
      } else if (fall.lacking() >= least && fall.observed() < fall.limit()) {
        falls.add(fall);
      }
    }
    spikes.sort(Comparator.comparingDouble(Spike::excess).reversed().thenComparing(Spike::slice));
    falls.sort(Comparator.comparingDouble(Fall::lacking).reversed().thenComparing(Fall::slice));
    return new Look(spikes, falls, tooShort);
  }

  /** The count below which chance brings the newest step this often. */
  private double limit(Slice slice, double expected, double chance) {
    double baseline = expected + 0.5 / seasons;
    double spread = dispersion(slice) * (1 + 1.0 / seasons);
    double root = 1 + 2.0 / 3 * Normal.quantile(chance) * Math.sqrt(spread / baseline);
    return root > 0 ? baseline * Math.pow(root, 1.5) : 0;
  }

  /** Mean of the step this many before the newest's, over the earlier seasons. */
  private double mean(Slice slice, int offset) {
    double sum = 0;
    for (int season = 1; season <= seasons; season++) {
      sum += slice.before(season * period - offset);
    }
    return sum / seasons;
  }

  /** Pearson's estimate over all steps of the earlier seasons; at least 1, which is Poisson. */
  private double dispersion(Slice slice) {
    double squares = 0;
    int degrees = 0;
    for (int offset = 0; offset < period; offset++) {
      double mean = mean(slice, offset);
      if (mean > 0) {
        degrees += seasons - 1;
        for (int season = 1; season <= seasons; season++) {
          double off = slice.before(season * period - offset) - mean;
          squares += off * off / mean;
        }
      }
    }
    return degrees == 0 ? 1 : Math.max(1, squares / degrees);
  }
}

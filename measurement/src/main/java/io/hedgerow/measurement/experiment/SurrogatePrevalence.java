package io.hedgerow.measurement.experiment;

import io.hedgerow.measurement.Estimate;
import io.hedgerow.measurement.Interval;
import io.hedgerow.measurement.Measured;
import io.hedgerow.measurement.Normal;
import io.hedgerow.measurement.NotEnoughData;
import io.hedgerow.measurement.Refusal;
import java.util.Arrays;

/**
 * Prevalence of an experiment's arm from its scores alone.
 *
 * <p>Each score bucket has a rate of violations known from labelled traffic; an arm's prevalence is
 * the mean of those rates over its views. It holds as long as a bucket means the same in every arm
 * (Athey, Chetty, Imbens and Kang, "The Surrogate Index", NBER working paper 26463, 2019, section
 * 3), which {@link #stillHolds} checks on fresh labels.
 */
public final class SurrogatePrevalence {
  /** Labelled draws of a score bucket. */
  public record Bucket(double draws, double positives) {
    public Bucket {
      if (!(draws >= 0 && positives >= 0 && positives <= draws)) {
        throw new IllegalArgumentException(
            "positives must be in [0, " + draws + "], was " + positives);
      }
    }

    double rate() {
      return positives / draws;
    }
  }

  private SurrogatePrevalence() {}

  /** Prevalence of an arm with these views in each bucket. */
  public static Measured ofArm(Bucket[] labelled, double[] views, double level) {
    Refusal.unlessSameLength("views", views.length, labelled.length);
    double total = Arrays.stream(views).sum();
    Refusal.unlessPositive("total views", total);
    double value = 0;
    double variance = 0;
    double draws = 0;
    for (int b = 0; b < views.length; b++) {
      if (views[b] > 0 && labelled[b].draws() < 2) {
        return new NotEnoughData("labels in score bucket " + b);
      }
      if (views[b] > 0) {
        double share = views[b] / total;
        // one positive and one negative more than seen: an empty bucket is not a certain one
        double smoothed = (labelled[b].positives() + 1) / (labelled[b].draws() + 2);
        value += share * labelled[b].rate();
        variance += share * share * smoothed * (1 - smoothed) / labelled[b].draws();
        draws += labelled[b].draws();
      }
    }
    double error = Math.sqrt(variance);
    Interval interval = Interval.normal(value, error, level).withinShare();
    return new Estimate(value, error, interval, (int) draws, value * (1 - value) / variance);
  }

  /**
   * Whether fresh labels of an arm fit the known bucket rates: the largest standardised gap over
   * the buckets stays within what {@code level}, shared out over the buckets (Bonferroni), allows.
   */
  public static boolean stillHolds(Bucket[] known, Bucket[] fresh, double level) {
    Refusal.unlessSameLength("fresh", fresh.length, known.length);
    double limit = Normal.criticalValue(1 - (1 - level) / known.length);
    for (int b = 0; b < known.length; b++) {
      double size = known[b].draws() + fresh[b].draws();
      double pooled = (known[b].positives() + fresh[b].positives() + 1) / (size + 2);
      double error =
          Math.sqrt(pooled * (1 - pooled) * (1 / known[b].draws() + 1 / fresh[b].draws()));
      if (Math.abs(known[b].rate() - fresh[b].rate()) > limit * error) {
        return false;
      }
    }
    return true;
  }
}

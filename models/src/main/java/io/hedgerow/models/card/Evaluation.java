package io.hedgerow.models.card;

import io.hedgerow.models.calibration.CalibrationError;
import io.hedgerow.models.evaluation.Bootstrap;
import io.hedgerow.models.evaluation.DeLong;
import io.hedgerow.models.evaluation.Estimate;
import io.hedgerow.models.evaluation.Ranking;
import io.hedgerow.models.evaluation.ScoredLabels;
import io.hedgerow.models.fairness.SubgroupFairness;
import io.hedgerow.models.threshold.Band;
import io.hedgerow.models.threshold.Promise;
import io.hedgerow.models.threshold.RiskControl;
import io.hedgerow.models.threshold.ThresholdAnswer;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a model does on labelled texts it was not trained on.
 *
 * @param auroc chance that a text that breaks the policy scores above one that does not
 * @param averagePrecision mean precision over all recalls
 * @param calibrationError how far scores are from shares, on average
 * @param bins the calibration plot
 * @param promise what an automatic action must keep
 * @param threshold where it keeps it, or why nowhere
 * @param missed share of all breaches that may score below what people see
 * @param band what is done by score
 * @param slices by group, the worst served first
 */
public record Evaluation(
    int texts,
    int positives,
    Optional<Estimate> auroc,
    Optional<Estimate> averagePrecision,
    Optional<Estimate> calibrationError,
    List<CalibrationError.Bin> bins,
    Promise promise,
    ThresholdAnswer threshold,
    double missed,
    Band band,
    List<SubgroupFairness.Slice> slices) {
  /** Where decisions are compared when no automatic action is certain enough. */
  private static final double MIDDLE = 0.5;

  public Evaluation {
    bins = List.copyOf(bins);
    slices = List.copyOf(slices);
  }

  /**
   * Measures.
   *
   * @param groups which groups each text is about; as many as texts
   * @param missed share of all breaches that may go unseen, in (0, 1)
   */
  public static Evaluation of(
      ScoredLabels labels,
      List<Set<String>> groups,
      Promise promise,
      double missed,
      Bootstrap bootstrap) {
    RiskControl control = new RiskControl();
    ThresholdAnswer threshold = control.precision(labels, promise);
    return new Evaluation(
        labels.size(),
        labels.positives(),
        DeLong.auroc(labels),
        bootstrap.of(labels.size(), rows -> Ranking.averagePrecision(labels.at(rows))),
        CalibrationError.of(labels, bootstrap),
        CalibrationError.bins(labels),
        promise,
        threshold,
        missed,
        Band.of(control, labels, promise, missed),
        new SubgroupFairness(labels, groups, bootstrap).slices(decidesAt(threshold)));
  }

  /** From which score on a text counts as found where decisions are compared. */
  public double decidesAt() {
    return decidesAt(threshold);
  }

  private static double decidesAt(ThresholdAnswer threshold) {
    return switch (threshold) {
      case ThresholdAnswer.Granted granted -> granted.threshold();
      case ThresholdAnswer.Refused _ -> MIDDLE;
    };
  }
}

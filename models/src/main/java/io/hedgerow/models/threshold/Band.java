package io.hedgerow.models.threshold;

import io.hedgerow.models.evaluation.ScoredLabels;
import java.util.OptionalDouble;

/**
 * What is done by score: act by itself at the top, ask a person in the middle, nothing below.
 *
 * @param reviewFrom lowest score that a person should see
 * @param actFrom lowest score for automatic action; empty when no threshold keeps the promise, and
 *     a person sees all above {@code reviewFrom}
 */
public record Band(double reviewFrom, OptionalDouble actFrom) {
  /** Share of all breaches that may go unseen where nobody says otherwise. */
  public static final double USUAL_MISSED = 0.1;

  /** What to do with one text. */
  public enum Action {
    /** Nothing. */
    PASS,
    /** Ask a person. */
    REVIEW,
    /** Act without asking. */
    ACT
  }

  /**
   * The band that keeps a promise above and leaves at most a share of all breaches unseen below.
   *
   * @param missed share of all breaches that may go unseen, in (0, 1), with the promise's
   *     confidence
   */
  public static Band of(RiskControl control, ScoredLabels labels, Promise promise, double missed) {
    double low = control.reviewFrom(labels, missed, promise.confidence());
    return switch (control.precision(labels, promise)) {
      case ThresholdAnswer.Granted granted ->
          new Band(Math.min(low, granted.threshold()), OptionalDouble.of(granted.threshold()));
      case ThresholdAnswer.Refused _ -> new Band(low, OptionalDouble.empty());
    };
  }

  /** Where a score lies; a score that is no number goes to a person. */
  public Action action(double score) {
    if (Double.isNaN(score)) {
      return Action.REVIEW;
    }
    if (actFrom.isPresent() && score >= actFrom.getAsDouble()) {
      return Action.ACT;
    }
    return score >= reviewFrom ? Action.REVIEW : Action.PASS;
  }
}

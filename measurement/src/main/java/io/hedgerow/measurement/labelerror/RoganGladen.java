package io.hedgerow.measurement.labelerror;

import io.hedgerow.measurement.Estimate;
import io.hedgerow.measurement.Interval;
import io.hedgerow.measurement.Measured;
import io.hedgerow.measurement.Normal;
import io.hedgerow.measurement.NotEnoughData;
import io.hedgerow.measurement.prevalence.Design;
import io.hedgerow.measurement.prevalence.Observation;
import io.hedgerow.measurement.prevalence.Prevalence;
import java.util.List;
import java.util.function.Predicate;

/**
 * Prevalence corrected for a labeler of known sensitivity and specificity.
 *
 * <p>Source: Rogan and Gladen, "Estimating Prevalence from the Results of a Screening Test",
 * American Journal of Epidemiology 107 (1978), equations 1 and 2. All three uncertainties
 * propagate: in the standard error by the delta method, in the interval by MOVER (Zou and Donner,
 * "Construction of Confidence Limits about Effect Measures", Statistics in Medicine 27, 2008),
 * which keeps the asymmetry of the apparent prevalence's interval.
 */
public final class RoganGladen {
  private RoganGladen() {}

  /**
   * Prevalence from draws that a judge labelled. The apparent prevalence gets {@link
   * Prevalence#cautious}'s interval: a few false positives in draws that weigh much would make any
   * other unsteady.
   */
  public static Measured prevalence(
      List<Observation> judged,
      Design design,
      double level,
      Predicate<Observation> inside,
      Rate sensitivity,
      Rate specificity) {
    return switch (Prevalence.cautious(judged, design, level, inside)) {
      case NotEnoughData missing -> missing;
      case Estimate seen -> correct(seen, sensitivity, specificity);
    };
  }

  /** Corrects an apparent prevalence; a labeler no better than chance gives no estimate. */
  public static Measured correct(Estimate apparent, Rate sensitivity, Rate specificity) {
    double informedness = sensitivity.value() + specificity.value() - 1;
    if (informedness <= 0) {
      return new NotEnoughData(
          "a labeler better than chance: sensitivity + specificity must exceed 1, was "
              + (informedness + 1));
    }
    double corrected =
        Math.clamp((apparent.value() + specificity.value() - 1) / informedness, 0, 1);
    double error =
        Math.sqrt(
                square(apparent.standardError())
                    + square(corrected * sensitivity.standardError())
                    + square((1 - corrected) * specificity.standardError()))
            / informedness;
    double labelerPart =
        Math.hypot(
                corrected * sensitivity.standardError(),
                (1 - corrected) * specificity.standardError())
            / informedness;
    Interval interval = interval(apparent, corrected, informedness, labelerPart);
    double size = error > 0 ? corrected * (1 - corrected) / (error * error) : apparent.draws();
    return new Estimate(corrected, error, interval, apparent.draws(), size);
  }

  private static Interval interval(
      Estimate apparent, double corrected, double informedness, double labelerPart) {
    Interval seen = apparent.interval();
    double reach = Normal.criticalValue(seen.level()) * labelerPart;
    double below = (apparent.value() - seen.low()) / informedness;
    double above = (seen.high() - apparent.value()) / informedness;
    return new Interval(
            corrected - Math.hypot(below, reach),
            corrected + Math.hypot(above, reach),
            seen.level())
        .withinShare();
  }

  private static double square(double value) {
    return value * value;
  }
}

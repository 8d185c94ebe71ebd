package io.hedgerow.measurement.labelerror;

import io.hedgerow.measurement.Estimate;
import io.hedgerow.measurement.Interval;
import io.hedgerow.measurement.Measured;
import io.hedgerow.measurement.NotEnoughData;
import io.hedgerow.measurement.Refusal;
import io.hedgerow.measurement.prevalence.Wilson;
import java.util.Arrays;

/**
 * Prediction-powered inference for a mean, with the power tuned to the data (PPI++).
 *
 * <p>Source: Angelopoulos, Duchi and Zrnic, "PPI++: Efficient Prediction-Powered Inference"
 * (arXiv:2311.01453): the mean, with the plug-in power tuning parameter λ. It is cut to [0, 1]; at
 * 0 it is the plain mean of the labels, so bad predictions cost nothing in the limit.
 */
public final class PredictionPowered {
  private PredictionPowered() {}

  /**
   * Mean of the truth over the population that both samples are drawn from at random.
   *
   * @param truth labels of people
   * @param predicted the model's predictions for the same units
   * @param unlabelled the model's predictions for units without a label
   */
  public static Measured mean(
      double[] truth, double[] predicted, double[] unlabelled, double level) {
    Refusal.unlessSameLength("predicted", predicted.length, truth.length);
    if (truth.length < 2 || unlabelled.length < 2) {
      return new NotEnoughData("at least 2 labelled and 2 unlabelled units");
    }
    double power = power(truth, predicted, unlabelled);
    double[] residuals = new double[truth.length];
    Arrays.setAll(residuals, i -> truth[i] - power * predicted[i]);
    double value = mean(residuals) + power * mean(unlabelled);
    double variance =
        variance(residuals) / truth.length
            + power * power * variance(unlabelled) / unlabelled.length;
    if (variance == 0) {
      return new NotEnoughData("labels of both classes, all " + truth.length + " are the same");
    }
    double error = Math.sqrt(variance);
    double size = variance(truth) / variance;
    return new Estimate(value, error, Interval.normal(value, error, level), truth.length, size);
  }

  /**
   * Like {@link #mean} for labels of 0 and 1: Wilson's interval on the effective size, since the
   * normal one runs below zero and undercovers when few are positive.
   */
  public static Measured share(
      double[] truth, double[] predicted, double[] unlabelled, double level) {
    return switch (mean(truth, predicted, unlabelled, level)) {
      case NotEnoughData missing -> missing;
      case Estimate normal -> {
        double variance = normal.standardError() * normal.standardError();
        double bounded = Math.clamp(normal.value(), 0, 1);
        double spread = bounded * (1 - bounded);
        double size = spread > 0 ? spread / variance : truth.length;
        Interval interval =
            whole(truth) && whole(predicted) && whole(unlabelled)
                ? counted(normal.value(), truth, predicted, unlabelled, level)
                : Wilson.interval(bounded, size, level);
        yield new Estimate(normal.value(), normal.standardError(), interval, truth.length, size);
      }
    };
  }

  private static boolean whole(double[] values) {
    return Arrays.stream(values).allMatch(v -> v == 0 || v == 1);
  }

  /**
   * The estimate is λ·(share predicted) + (1 − λ)·(share predicted and true) + (share missed) −
   * λ·(share flagged wrongly): four shares, each with Wilson's interval, whose distances are added
   * in squares (Zou, Huang and Zhang, Computational Statistics and Data Analysis 53, 2009, equation
   * 4). A share of which nothing was seen, as that of the missed when violations are rare, then
   * still counts.
   */
  private static Interval counted(
      double value, double[] truth, double[] predicted, double[] unlabelled, double level) {
    double power = power(truth, predicted, unlabelled);
    double[] counts = new double[3];
    for (int i = 0; i < truth.length; i++) {
      if (predicted[i] == 1) {
        counts[truth[i] == 1 ? 0 : 2]++;
      } else {
        counts[1] += truth[i];
      }
    }
    double[] factors = {1 - power, 1, -power};
    double below = 0;
    double above = 0;
    for (int part = 0; part < factors.length; part++) {
      Interval own = scaled(factors[part], counts[part] / truth.length, truth.length, level);
      below += own.low() * own.low();
      above += own.high() * own.high();
    }
    Interval guessed = scaled(power, mean(unlabelled), unlabelled.length, level);
    double low = value - Math.hypot(Math.sqrt(below), guessed.low());
    double high = value + Math.hypot(Math.sqrt(above), guessed.high());
    return new Interval(low, high, level).withinShare();
  }

  /** How far a share times a factor reaches below and above its estimate. */
  private static Interval scaled(double factor, double share, int size, double level) {
    Interval own = Wilson.interval(share, size, level);
    double down = factor * (own.low() - share);
    double up = factor * (own.high() - share);
    return new Interval(Math.min(down, up), Math.max(down, up), level);
  }

  /** The λ of least variance: Cov(truth, predicted) / ((1 + n/N) Var(predicted)). */
  static double power(double[] truth, double[] predicted, double[] unlabelled) {
    double[] all = Arrays.copyOf(predicted, predicted.length + unlabelled.length);
    System.arraycopy(unlabelled, 0, all, predicted.length, unlabelled.length);
    double spread = variance(all);
    if (spread == 0) {
      return 0;
    }
    double ratio = (double) truth.length / unlabelled.length;
    return Math.clamp(covariance(truth, predicted) / ((1 + ratio) * spread), 0, 1);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }

  private static double variance(double[] values) {
    return covariance(values, values);
  }

  private static double covariance(double[] a, double[] b) {
    double meanA = mean(a);
    double meanB = mean(b);
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - meanA) * (b[i] - meanB);
    }
    return sum / (a.length - 1);
  }
}

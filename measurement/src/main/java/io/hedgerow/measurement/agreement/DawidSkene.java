package io.hedgerow.measurement.agreement;

import io.hedgerow.measurement.Refusal;
import java.util.List;

/**
 * What is true and how good each rater is, when only the raters' answers are known.
 *
 * <p>Source: Dawid and Skene, "Maximum Likelihood Estimation of Observer Error-Rates Using the EM
 * Algorithm", Applied Statistics 28 (1979), section 3 (equations 2.3 to 2.5), started from the
 * share of votes.
 *
 * @param prior share of each category
 * @param errors {@code errors[r][j][l]}: chance that rater r answers l when j is true
 * @param truth {@code truth[i][j]}: chance that entity i is of category j
 */
public record DawidSkene(double[] prior, double[][][] errors, double[][] truth) {
  /** One answer; a rater may answer for an entity more than once. */
  public record Answer(int entity, int rater, int category) {}

  private static final double SMALLEST_CHANGE = 1e-9;

  /** Fits by EM until nothing moves, or for {@code rounds} rounds. */
  public static DawidSkene fit(List<Answer> answers, int categories, int rounds) {
    Refusal.unlessAtLeast("answers", answers.size(), 1);
    int entities = 1 + answers.stream().mapToInt(Answer::entity).max().orElseThrow();
    int raters = 1 + answers.stream().mapToInt(Answer::rater).max().orElseThrow();
    double[][] truth = new double[entities][categories];
    answers.forEach(a -> truth[a.entity()][a.category()]++);
    for (double[] row : truth) {
      normalise(row);
    }
    DawidSkene fitted = maximise(answers, truth, raters);
    for (int round = 1; round < rounds; round++) {
      double[][] next = fitted.expect(answers);
      boolean settled = largestChange(fitted.truth, next) < SMALLEST_CHANGE;
      fitted = maximise(answers, next, raters);
      if (settled) {
        break;
      }
    }
    return fitted;
  }

  private static DawidSkene maximise(List<Answer> answers, double[][] truth, int raters) {
    int categories = truth[0].length;
    double[] prior = new double[categories];
    for (double[] row : truth) {
      for (int j = 0; j < categories; j++) {
        prior[j] += row[j] / truth.length;
      }
    }
    double[][][] errors = new double[raters][categories][categories];
    for (Answer a : answers) {
      for (int j = 0; j < categories; j++) {
        errors[a.rater()][j][a.category()] += truth[a.entity()][j];
      }
    }
    for (double[][] rater : errors) {
      for (double[] row : rater) {
        normalise(row);
      }
    }
    return new DawidSkene(prior, errors, truth);
  }

  private double[][] expect(List<Answer> answers) {
    double[][] chance = new double[truth.length][];
    for (int i = 0; i < chance.length; i++) {
      chance[i] = prior.clone();
    }
    for (Answer a : answers) {
      double[] row = chance[a.entity()];
      for (int j = 0; j < row.length; j++) {
        row[j] *= errors[a.rater()][j][a.category()];
      }
      normalise(row);
    }
    return chance;
  }

  private static void normalise(double[] row) {
    double sum = 0;
    for (double value : row) {
      sum += value;
    }
    for (int j = 0; j < row.length; j++) {
      row[j] = sum > 0 ? row[j] / sum : 1.0 / row.length;
    }
  }

  private static double largestChange(double[][] before, double[][] after) {
    double largest = 0;
    for (int i = 0; i < before.length; i++) {
      for (int j = 0; j < before[i].length; j++) {
        largest = Math.max(largest, Math.abs(before[i][j] - after[i][j]));
      }
    }
    return largest;
  }
}

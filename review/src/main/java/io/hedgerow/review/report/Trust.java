package io.hedgerow.review.report;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * How far a reporter is believed: a beta posterior over the share of their reports that are upheld,
 * starting from {@code Beta(1, 4)}, that is, from one in five. Pure.
 *
 * @param upheld reports that a person agreed with
 * @param rejected reports that a person did not agree with
 */
public record Trust(int upheld, int rejected) {
  private static final double PRIOR_UPHELD = 1;
  private static final double PRIOR_REJECTED = 4;

  /** How much less each further report of the same entity adds: they are seldom independent. */
  private static final double ECHO = 0.5;

  public Trust {
    if (upheld < 0 || rejected < 0) {
      throw new IllegalArgumentException(
          "counts must not be negative, were " + upheld + " and " + rejected);
    }
  }

  /** Posterior mean, in [0, 1]. */
  public double mean() {
    double a = PRIOR_UPHELD + upheld;
    return a / (a + PRIOR_REJECTED + rejected);
  }

  /** Posterior standard deviation. */
  public double deviation() {
    double a = PRIOR_UPHELD + upheld;
    double b = PRIOR_REJECTED + rejected;
    return Math.sqrt(a * b / ((a + b) * (a + b) * (a + b + 1)));
  }

  /** Nobody has decided on a report of theirs. */
  public static final Trust UNKNOWN = new Trust(0, 0);

  /** Reports that a person decided on. */
  public int decided() {
    return upheld + rejected;
  }

  /** What one report of theirs counts: one standard deviation below the mean, at least 0. */
  public double weight() {
    return Math.max(0, mean() - deviation());
  }

  /**
   * Probability that the entity breaks a policy, from its reports alone. The best reporter counts
   * in full, each further one half as much as the one before: a brigade of accounts that weigh w
   * each stays below 2w however many they are, and new accounts weigh 0.04.
   *
   * @param reporters of one entity, each once
   */
  public static double probability(Collection<Trust> reporters) {
    List<Double> weights =
        reporters.stream().map(Trust::weight).sorted(Comparator.reverseOrder()).toList();
    double innocent = 1;
    double share = 1;
    for (double weight : weights) {
      innocent *= 1 - weight * share;
      share *= ECHO;
    }
    return 1 - innocent;
  }
}

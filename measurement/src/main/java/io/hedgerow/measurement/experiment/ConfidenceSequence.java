package io.hedgerow.measurement.experiment;

import io.hedgerow.measurement.Interval;
import io.hedgerow.measurement.Refusal;

/**
 * An interval for the mean of values in [0, 1] that holds at all times at once.
 *
 * <p>Source: Waudby-Smith and Ramdas, "Estimating Means of Bounded Random Variables by Betting",
 * JRSS B 86 (2024), theorem 2 (predictable plug-in empirical Bernstein), with λ from their equation
 * 15. The running intersection is kept, so it never widens. Immutable: {@link #with} gives the
 * next.
 */
public final class ConfidenceSequence {
  private final double level;
  private final long size;
  private final double sum;
  private final double squares;
  private final double bets;
  private final double weighted;
  private final double penalty;
  private final Interval interval;

  private ConfidenceSequence(
      double level,
      long size,
      double sum,
      double squares,
      double bets,
      double weighted,
      double penalty,
      Interval interval) {
    this.level = level;
    this.size = size;
    this.sum = sum;
    this.squares = squares;
    this.bets = bets;
    this.weighted = weighted;
    this.penalty = penalty;
    this.interval = interval;
  }

  /** The sequence before any value: all of [0, 1]. */
  public static ConfidenceSequence atLevel(double level) {
    return new ConfidenceSequence(level, 0, 0.5, 0.25, 0, 0, 0, new Interval(0, 1, level));
  }

  /** The sequence after one more value. */
  public ConfidenceSequence with(double value) {
    Refusal.unlessShare("value", value);
    double t = size + 1.0;
    double logTerm = Math.log(2 / (1 - level));
    double meanBefore = sum / t;
    double bet = Math.min(0.5, Math.sqrt(2 * logTerm / (squares * Math.log(1 + t))));
    double nextSum = sum + value;
    double mean = nextSum / (t + 1);
    double nextBets = bets + bet;
    double nextWeighted = weighted + bet * value;
    double surprise = (value - meanBefore) * (value - meanBefore);
    double nextPenalty = penalty + surprise * (-Math.log1p(-bet) - bet);
    double centre = nextWeighted / nextBets;
    double reach = (logTerm + nextPenalty) / nextBets;
    double low = Math.clamp(centre - reach, interval.low(), interval.high());
    double high = Math.clamp(centre + reach, low, interval.high());
    return new ConfidenceSequence(
        level,
        size + 1,
        nextSum,
        squares + (value - mean) * (value - mean),
        nextBets,
        nextWeighted,
        nextPenalty,
        new Interval(low, high, level));
  }

  public Interval interval() {
    return interval;
  }

  public long size() {
    return size;
  }
}

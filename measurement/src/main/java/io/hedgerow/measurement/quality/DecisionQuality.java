package io.hedgerow.measurement.quality;

import io.hedgerow.measurement.Estimate;
import io.hedgerow.measurement.Interval;
import io.hedgerow.measurement.Measured;
import io.hedgerow.measurement.NotEnoughData;
import io.hedgerow.measurement.prevalence.Wilson;

/**
 * Precision and recall of a source of decisions, from two simple random audits: one of what it
 * flagged, one of what it did not.
 *
 * <p>Recall is flagged violations over all violations, with the delta method on its logit; missed
 * violations only show in the audit of the unflagged. Source of the design: Bennett and Carvalho,
 * "Online Stratified Sampling: Evaluating Classifiers at Web-Scale", CIKM 2010, section 3.
 */
public final class DecisionQuality {
  /**
   * An audit of one side of a decision.
   *
   * @param population how many there are
   * @param audited how many were looked at
   * @param violating how many of those break the policy
   */
  public record Audit(double population, int audited, int violating) {
    public Audit {
      if (audited < 0 || audited > population || violating < 0 || violating > audited) {
        throw new IllegalArgumentException(
            "an audit needs violating ≤ audited ≤ population, was "
                + violating
                + ", "
                + audited
                + ", "
                + population);
      }
    }

    private double rate() {
      return (double) violating / audited;
    }

    /** Variance of the logarithm of the rate, with half a count so that none is certain. */
    private double logVariance() {
      return (1 - rate()) / (violating + 0.5);
    }
  }

  private DecisionQuality() {}

  /** Share of the flagged that break the policy. */
  public static Measured precision(Audit flagged, double level) {
    if (flagged.audited() == 0) {
      return new NotEnoughData("an audit of the flagged");
    }
    double error = Math.sqrt(flagged.rate() * (1 - flagged.rate()) / flagged.audited());
    Interval interval = Wilson.interval(flagged.rate(), flagged.audited(), level);
    return new Estimate(flagged.rate(), error, interval, flagged.audited(), flagged.audited());
  }

  /** Share of all that break the policy that was flagged. */
  public static Measured recall(Audit flagged, Audit unflagged, double level) {
    if (flagged.audited() == 0 || unflagged.audited() == 0) {
      return new NotEnoughData("a random audit of both the flagged and the unflagged");
    }
    if (flagged.violating() == 0) {
      return new NotEnoughData("a violation among the audited flagged");
    }
    double caught = flagged.population() * flagged.rate();
    // half a violation when none was seen: no audit proves that nothing was missed
    double missed =
        unflagged.population() * Math.max(unflagged.violating(), 0.5) / unflagged.audited();
    double recall = caught / (caught + missed);
    double logitError = Math.sqrt(flagged.logVariance() + unflagged.logVariance());
    Interval logit = Interval.normal(Math.log(caught / missed), logitError, level);
    Interval interval = new Interval(expit(logit.low()), expit(logit.high()), level);
    double error = recall * (1 - recall) * logitError;
    int audited = flagged.audited() + unflagged.audited();
    return new Estimate(recall, error, interval, audited, recall * (1 - recall) / (error * error));
  }

  private static double expit(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }
}

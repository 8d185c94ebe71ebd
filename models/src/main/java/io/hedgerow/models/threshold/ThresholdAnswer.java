package io.hedgerow.models.threshold;

import java.util.OptionalInt;

/** A threshold that keeps a promise, or why there is none. */
public sealed interface ThresholdAnswer {

  /**
   * The lowest threshold that is certain enough.
   *
   * @param threshold act on scores of at least this
   * @param selected labelled texts at or above it
   * @param correct those of them that break the policy
   * @param recall share of all breaches that it catches, in the sample
   */
  record Granted(double threshold, int selected, int correct, double recall)
      implements ThresholdAnswer {

    /** Precision in the sample. */
    public double precision() {
      return (double) correct / selected;
    }
  }

  /**
   * No threshold is certain enough.
   *
   * @param reason for a person
   * @param labelsNeeded how many more labels, drawn like those there are, would probably (four
   *     times in five) be enough; empty when more labels alone would not help
   */
  record Refused(String reason, OptionalInt labelsNeeded) implements ThresholdAnswer {}
}

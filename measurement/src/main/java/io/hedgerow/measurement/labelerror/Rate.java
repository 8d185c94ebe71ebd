package io.hedgerow.measurement.labelerror;

import io.hedgerow.measurement.Refusal;

/**
 * A labeler's sensitivity or specificity with its standard error.
 *
 * @param value in [0, 1]
 * @param standardError not negative
 */
public record Rate(double value, double standardError) {
  public Rate {
    Refusal.unlessShare("rate", value);
    if (!(standardError >= 0)) {
      throw new IllegalArgumentException(
          "standard error must not be negative, was " + standardError);
    }
  }

  /** The rate seen in {@code size} independent trials. */
  public static Rate of(double hits, double size) {
    Refusal.unlessPositive("size", size);
    double share = hits / size;
    return new Rate(share, Math.sqrt(share * (1 - share) / size));
  }
}

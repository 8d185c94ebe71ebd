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

  /**
   * The rate seen in {@code size} independent trials. Its standard error has one hit and one miss
   * added, so that a labeler who was right every time is not taken for one who is never wrong: Lang
   * and Reiczigel, "Confidence limits for prevalence of disease adjusted for estimated sensitivity
   * and specificity", Preventive Veterinary Medicine 113 (2014).
   */
  public static Rate of(double hits, double size) {
    Refusal.unlessPositive("size", size);
    double share = hits / size;
    double cautious = (hits + 1) / (size + 2);
    return new Rate(share, Math.sqrt(cautious * (1 - cautious) / (size + 2)));
  }
}

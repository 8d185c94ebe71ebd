package io.hedgerow.measurement.sampling;

import io.hedgerow.measurement.Refusal;
import java.util.OptionalDouble;

/**
 * The size measure of a sampled unit: {@code views × ((1 − mixture) · max(score, floor)^power +
 * mixture)}.
 *
 * <p>The variance is least when the size is in proportion to the root of the expected squared value
 * (Isaki and Fuller, "Survey Design under the Regression Superpopulation Model", JASA 77, 1982);
 * for a 0/1 label with chance s that is √s, hence power ½. The floor and the mixture (Hesterberg,
 * "Weighted Average Importance Sampling and Defensive Mixture Distributions", Technometrics 37,
 * 1995) bound what one false positive in a low-score unit can weigh.
 *
 * @param power exponent of the score: 0.5 by default, 0 ignores the score, 1 is the raw score
 * @param floor least score that counts, in (0, 1]
 * @param mixture share of the weight that ignores the score, in [0, 1]
 * @param imputed score assumed where none is known, in [0, 1]
 */
public record ScoreWeight(double power, double floor, double mixture, double imputed) {
  /** Square root with a floor of 0.001 and a mixture of 0.01; a missing score counts as 0.05. */
  public static final ScoreWeight ROOT = new ScoreWeight(0.5, 0.001, 0.01, 0.05);

  public ScoreWeight {
    Refusal.unlessShare("power", power);
    Refusal.unlessProbability("floor", floor);
    Refusal.unlessShare("mixture", mixture);
    Refusal.unlessShare("imputed", imputed);
  }

  /** Weight of a unit; zero views give weight zero, since nobody saw it. */
  public double of(double views, OptionalDouble score) {
    double known = score.orElse(imputed);
    Refusal.unlessShare("score", known);
    if (!(views >= 0 && views < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("views must be finite and not negative, was " + views);
    }
    return views * ((1 - mixture) * Math.pow(Math.max(known, floor), power) + mixture);
  }
}

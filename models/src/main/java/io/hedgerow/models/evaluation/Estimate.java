package io.hedgerow.models.evaluation;

/**
 * A measured value with its interval.
 *
 * @param value what was measured
 * @param low lower end, at most {@code high}; the value may lie outside by a hair where a bootstrap
 *     is skewed
 * @param high upper end
 */
public record Estimate(double value, double low, double high) {
  public Estimate {
    if (!(low <= high) || Double.isNaN(value)) {
      throw new IllegalArgumentException(
          "estimate must be a number with low <= high, was %s in %s..%s"
              .formatted(value, low, high));
    }
  }
}

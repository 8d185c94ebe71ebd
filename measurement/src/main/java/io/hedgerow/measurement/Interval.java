package io.hedgerow.measurement;

/**
 * A confidence interval.
 *
 * @param low lower end
 * @param high upper end, at least {@code low}
 * @param level confidence level, in (0, 1)
 */
public record Interval(double low, double high, double level) {
  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException("interval must run upwards, was " + low + " to " + high);
    }
    Refusal.unlessOpenShare("level", level);
  }

  /** Whether the value lies in the interval, ends included. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }

  public double width() {
    return high - low;
  }

  /** Normal interval {@code value ± z·error}. */
  public static Interval normal(double value, double error, double level) {
    double reach = Normal.criticalValue(level) * error;
    return new Interval(value - reach, value + reach, level);
  }

  /** Cuts the interval to what a share can be. */
  public Interval withinShare() {
    return new Interval(Math.clamp(low, 0, 1), Math.clamp(high, 0, 1), level);
  }
}

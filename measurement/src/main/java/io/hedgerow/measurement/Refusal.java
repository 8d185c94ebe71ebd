package io.hedgerow.measurement;

/** Checks on numbers that come in; each refusal names the value and the limit. */
public final class Refusal {
  private Refusal() {}

  public static void unlessShare(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must be in [0, 1], was " + value);
    }
  }

  public static void unlessOpenShare(String name, double value) {
    if (!(value > 0 && value < 1)) {
      throw new IllegalArgumentException(name + " must be in (0, 1), was " + value);
    }
  }

  /** Inclusion and audit probabilities: zero would make a weight infinite. */
  public static void unlessProbability(String name, double value) {
    if (!(value > 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must be in (0, 1], was " + value);
    }
  }

  public static void unlessPositive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " must be positive and finite, was " + value);
    }
  }

  public static void unlessAtLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be at least " + least + ", was " + value);
    }
  }

  public static void unlessSameLength(String name, int actual, int expected) {
    if (actual != expected) {
      throw new IllegalArgumentException(
          name + " must hold " + expected + " values, held " + actual);
    }
  }
}

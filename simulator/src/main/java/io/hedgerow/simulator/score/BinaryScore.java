package io.hedgerow.simulator.score;

import java.util.Locale;

/**
 * How well a yes-or-no answer agrees with the truth, as counts.
 *
 * @param hits violating and found
 * @param falseAlarms not violating, but found
 * @param misses violating, not found
 * @param rest neither
 */
public record BinaryScore(long hits, long falseAlarms, long misses, long rest) {
  public static final BinaryScore NONE = new BinaryScore(0, 0, 0, 0);

  /** With one more answer. */
  public BinaryScore plus(boolean violates, boolean found) {
    return new BinaryScore(
        hits + (violates && found ? 1 : 0),
        falseAlarms + (!violates && found ? 1 : 0),
        misses + (violates && !found ? 1 : 0),
        rest + (!violates && !found ? 1 : 0));
  }

  /** Share of the found that violate; 1 when nothing was found. */
  public double precision() {
    return hits + falseAlarms == 0 ? 1 : (double) hits / (hits + falseAlarms);
  }

  /** Share of the violating that were found; 1 when there are none. */
  public double recall() {
    return hits + misses == 0 ? 1 : (double) hits / (hits + misses);
  }

  /** One line for people. */
  public String text() {
    return String.format(
        Locale.ROOT,
        "precision %.3f (%d of %d found), recall %.3f (%d of %d violating)",
        precision(),
        hits,
        hits + falseAlarms,
        recall(),
        hits,
        hits + misses);
  }
}

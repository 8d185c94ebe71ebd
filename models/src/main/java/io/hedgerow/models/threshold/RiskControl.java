package io.hedgerow.models.threshold;

import io.hedgerow.models.evaluation.ScoredLabels;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Chooses thresholds that keep a promise for any distribution and any sample size, from labelled
 * texts drawn at random from what will be acted on, and not trained on.
 *
 * <p>Learn then Test (Angelopoulos, Bates, Candès, Jordan and Lei, 2021, sections 2 and 3): each
 * threshold of a list fixed beforehand is a hypothesis "its precision is too low", tested by the
 * exact binomial tail. Tests run down the list from four starts, each with its share of the risk,
 * until one fails (multi-start fixed sequence testing). The list must not be made from the labelled
 * texts.
 */
public final class RiskControl {
  /** Where tests start, as shares of the list; dense at the top, where precision is high. */
  private static final double[] STARTS = {0, 0.1, 0.25, 0.5};

  private static final double POWER = 0.8;
  private static final int MOST_LABELS = 1_000_000;

  private final List<Double> falling;

  /** Over thresholds for scores that are roughly probabilities: 0.99 down to 0.02. */
  public RiskControl() {
    this(usual());
  }

  /** Over thresholds of one's own, such as quantiles of the scores of unlabelled texts. */
  public RiskControl(List<Double> thresholds) {
    if (thresholds.isEmpty()) {
      throw new IllegalArgumentException("there must be a threshold to test, was none");
    }
    falling = thresholds.stream().distinct().sorted((a, b) -> Double.compare(b, a)).toList();
  }

  private static List<Double> usual() {
    List<Double> thresholds = new ArrayList<>();
    for (int percent = 99; percent > 0; percent -= percent > 90 ? 1 : 2) {
      thresholds.add(percent / 100.0);
    }
    return thresholds;
  }

  /** The lowest threshold that keeps the promise, or what is missing. */
  public ThresholdAnswer precision(ScoredLabels labels, Promise promise) {
    int lowest = -1;
    double risk = promise.risk() / STARTS.length;
    for (double start : STARTS) {
      int at = place(start);
      while (at < falling.size() && keeps(count(labels, falling.get(at)), promise, risk)) {
        lowest = Math.max(lowest, at++);
      }
    }
    return lowest < 0
        ? refusal(labels, promise, risk)
        : granted(labels, count(labels, falling.get(lowest)));
  }

  private int place(double start) {
    return (int) (start * falling.size());
  }

  /** What a threshold selects. */
  private record Selection(double threshold, int selected, int correct) {}

  private static Selection count(ScoredLabels labels, double threshold) {
    int selected = 0;
    int correct = 0;
    for (int i = 0; i < labels.size(); i++) {
      boolean above = labels.scores()[i] >= threshold;
      selected += above ? 1 : 0;
      correct += above && labels.positive()[i] ? 1 : 0;
    }
    return new Selection(threshold, selected, correct);
  }

  /** Whether so many correct ones would be too lucky if the precision were too low. */
  private static boolean keeps(Selection selection, Promise promise, double risk) {
    return selection.selected() > 0
        && Binomial.atLeast(selection.correct(), selection.selected(), promise.precision()) <= risk;
  }

  private static ThresholdAnswer granted(ScoredLabels labels, Selection selection) {
    return new ThresholdAnswer.Granted(
        selection.threshold(),
        selection.selected(),
        selection.correct(),
        (double) selection.correct() / labels.positives());
  }

  /** The fewest labels over those starts whose likely precision is high enough. */
  private ThresholdAnswer refusal(ScoredLabels labels, Promise promise, double risk) {
    int fewest = Integer.MAX_VALUE;
    for (double start : STARTS) {
      Selection selection = count(labels, falling.get(place(start)));
      double likely = (selection.correct() + 0.5) / (selection.selected() + 1);
      if (selection.selected() > 0 && likely > promise.precision()) {
        double share = (double) selection.selected() / labels.size();
        double all = enough(likely, promise.precision(), risk) / share;
        fewest = (int) Math.min(fewest, Math.ceil(all) - labels.size());
      }
    }
    if (labels.size() == 0) {
      return new ThresholdAnswer.Refused("there are no labels", OptionalInt.empty());
    }
    boolean hopeless = fewest == Integer.MAX_VALUE || fewest > MOST_LABELS;
    String reason =
        "no threshold has shown a precision of %.3f with confidence %.2f in %d labels (%d breaches)"
            .formatted(
                promise.precision(), promise.confidence(), labels.size(), labels.positives());
    return hopeless
        ? new ThresholdAnswer.Refused(
            reason + "; none looks as if it had it, so the classifier must get better first",
            OptionalInt.empty())
        : new ThresholdAnswer.Refused(
            reason + "; about %d more labels should settle it".formatted(Math.max(1, fewest)),
            OptionalInt.of(Math.max(1, fewest)));
  }

  /** Selected labels with which a true precision passes the test four times in five. */
  private static double enough(double truth, double wanted, double risk) {
    for (int trials = 1; trials < MOST_LABELS; trials += 1 + trials / 50) {
      int needed = needed(trials, wanted, risk);
      if (needed <= trials && Binomial.atLeast(needed, trials, truth) >= POWER) {
        return trials;
      }
    }
    return Double.POSITIVE_INFINITY;
  }

  /** The fewest correct ones of so many that pass the test. */
  private static int needed(int trials, double wanted, double risk) {
    int low = 0;
    int high = trials + 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Binomial.atLeast(middle, trials, wanted) <= risk) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /**
   * The highest threshold below which, with the confidence asked for, lies at most a share {@code
   * missed} of all breaches: what scores less need not be looked at. 0 when nothing can be left
   * unseen. Misses only grow with the threshold, so one fixed sequence from the bottom spends the
   * whole risk.
   */
  public double reviewFrom(ScoredLabels labels, double missed, double confidence) {
    if (!(missed > 0 && missed < 1)) {
      throw new IllegalArgumentException("missed must be in (0, 1), was " + missed);
    }
    int positives = labels.positives();
    double from = 0;
    for (int at = falling.size() - 1; at >= 0; at--) {
      int below = positives - count(labels, falling.get(at)).correct();
      if (positives == 0 || Binomial.atMost(below, positives, missed) > 1 - confidence) {
        return from;
      }
      from = falling.get(at);
    }
    return from;
  }
}

package io.hedgerow.models.card;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a model must be measured to do before it may act.
 *
 * @param leastAuroc which the interval's lower end must reach, in [0.5, 1]
 * @param mostCalibrationError which the value must not pass, in [0, 1]
 * @param leastSliceArea which the worst of every group's areas must reach, in [0, 1]
 * @param fewestTexts how many labelled texts must have been measured on
 */
public record Gate(
    double leastAuroc, double mostCalibrationError, double leastSliceArea, int fewestTexts) {
  /** What is asked where a pack asks for nothing else. */
  public static final Gate USUAL = new Gate(0.8, 0.05, 0.7, 200);

  public Gate {
    within("least AUROC", leastAuroc, 0.5);
    within("most calibration error", mostCalibrationError, 0);
    within("least slice area", leastSliceArea, 0);
    if (fewestTexts < 1) {
      throw new IllegalArgumentException("fewest texts must be at least 1, was " + fewestTexts);
    }
  }

  private static void within(String what, double value, double least) {
    if (!(value >= least && value <= 1)) {
      throw new IllegalArgumentException(
          "%s must be in [%s, 1], was %s".formatted(what, least, value));
    }
  }

  /** All that falls short, and by how much; empty when the model may pass. */
  public List<String> shortfalls(Evaluation evaluation) {
    return shortfalls(CardFacts.of("", "", evaluation, Optional.empty()));
  }

  /** The same of a card's facts. */
  public List<String> shortfalls(CardFacts facts) {
    List<String> shortfalls = new ArrayList<>();
    if (facts.texts() < fewestTexts) {
      shortfalls.add("measured on %d texts, needs %d".formatted(facts.texts(), fewestTexts));
    }
    if (facts.aurocLow().isEmpty()) {
      shortfalls.add("AUROC cannot be measured: texts of both kinds are needed");
    }
    facts
        .aurocLow()
        .filter(low -> low < leastAuroc)
        .ifPresent(
            low -> shortfalls.add(below("AUROC, lower end of its interval,", low, leastAuroc)));
    facts
        .calibrationError()
        .filter(error -> error > mostCalibrationError)
        .ifPresent(error -> shortfalls.add(above(error)));
    facts
        .worst()
        .filter(worst -> worst.area() < leastSliceArea)
        .ifPresent(worst ->
            shortfalls.add(
                below(
                    "worst area of group `" + worst.group() + "`", worst.area(), leastSliceArea)));
    return shortfalls;
  }

  private String above(double error) {
    return String.format(
        Locale.ROOT,
        "calibration error is %.3f, may be %.3f: %.3f too much",
        error,
        mostCalibrationError,
        error - mostCalibrationError);
  }

  private static String below(String what, double is, double needs) {
    return String.format(
        Locale.ROOT, "%s is %.3f, needs %.3f: %.3f short", what, is, needs, needs - is);
  }
}

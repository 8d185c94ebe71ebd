package io.hedgerow.server.rollout;

import io.hedgerow.measurement.Interval;
import io.hedgerow.measurement.experiment.ConfidenceSequence;
import io.hedgerow.measurement.experiment.SequentialTest;
import io.hedgerow.measurement.experiment.SequentialTest.Arm;
import io.hedgerow.measurement.experiment.SequentialTest.Standing;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is known of a canary, looked at any time: how often people who audited a random share of its
 * labels found them right, and how often its restrictions were appealed away beside those of other
 * machines.
 *
 * @param audits oldest first: whether the label was right
 * @param own labels of the canary, and those overturned on appeal
 * @param others the same of other machines, for the same policies and since the same time
 */
record Evidence(List<Boolean> audits, Arm own, Arm others) {
  /** A canary that is wrong more often than right has no place. */
  static final double LEAST_RIGHT = 0.5;

  /** The chance of ever stopping a harmless canary, shared by the two tests. */
  private static final double ALPHA = 0.05;

  private static final double DIFFERENCE = 0.05;
  private static final int LEAST_OVERTURNED = 10;

  Evidence {
    audits = List.copyOf(audits);
  }

  /** The share of its labels that is right, with an interval that holds at all times at once. */
  Interval right() {
    ConfidenceSequence sequence = ConfidenceSequence.atLevel(1 - ALPHA / 2);
    for (boolean right : audits) {
      sequence = sequence.with(right ? 1 : 0);
    }
    return sequence.interval();
  }

  /** Why the canary must stop; empty while nothing shows harm. */
  Optional<String> harm() {
    Interval right = right();
    if (right.high() < LEAST_RIGHT) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "of %d labels audited at random, between %.0f%% and %.0f%% are right",
              audits.size(),
              100 * right.low(),
              100 * right.high()));
    }
    SequentialTest test = new SequentialTest(ALPHA / 2, DIFFERENCE * DIFFERENCE, LEAST_OVERTURNED);
    return test.standing(others, own) == Standing.TREATMENT_HIGHER
        ? Optional.of(
            "%d of %d labels were overturned on appeal, of other machines' %d of %d"
                .formatted(own.positives(), own.events(), others.positives(), others.events()))
        : Optional.empty();
  }

  /** For a person: how it stands. */
  String words() {
    Interval right = right();
    return audits.isEmpty()
        ? "no audits yet"
        : String.format(
            Locale.ROOT,
            "%d audited, %.0f%% to %.0f%% right",
            audits.size(),
            100 * right.low(),
            100 * right.high());
  }
}

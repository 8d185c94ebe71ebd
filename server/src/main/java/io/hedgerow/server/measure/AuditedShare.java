package io.hedgerow.server.measure;

import io.hedgerow.measurement.Estimate;
import io.hedgerow.measurement.Interval;
import io.hedgerow.measurement.Measured;
import io.hedgerow.measurement.NotEnoughData;
import io.hedgerow.measurement.prevalence.Design;
import io.hedgerow.measurement.prevalence.Observation;
import io.hedgerow.measurement.prevalence.Prevalence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The share of machines' labels that is right, from random samples that people checked. Pure. */
public final class AuditedShare {
  /** Level of its intervals. */
  public static final double LEVEL = Estimators.LEVEL;

  /** Draws without an answer before nothing is said, as a share of all. */
  private static final double MOST_UNANSWERED = 0.2;

  private static final int FEWEST = 5;

  private AuditedShare() {}

  /**
   * A label that was drawn.
   *
   * @param probability with which it was drawn
   * @param right what people found; empty while nobody has looked
   */
  public record Checked(double probability, Optional<Boolean> right) {}

  /**
   * The share that is right: each draw stands for 1 / probability labels (Hájek). The spread is
   * that of draws with replacement, which errs on the wide side and asks about the source, not only
   * about the labels it happened to write. Draws that nobody has answered count as wrong for the
   * low end and as right for the high one, which holds whatever they are (Manski, "Nonparametric
   * Bounds on Treatment Effects", American Economic Review 80, 1990).
   */
  public static Measured of(List<Checked> draws) {
    List<Checked> answered = draws.stream().filter(draw -> draw.right().isPresent()).toList();
    int waiting = draws.size() - answered.size();
    if (answered.size() < FEWEST) {
      return new NotEnoughData(
          "%d audited labels, there are %d".formatted(FEWEST, answered.size()));
    }
    if (waiting > MOST_UNANSWERED * draws.size()) {
      return new NotEnoughData(
          "an answer to %d of %d audited labels".formatted(waiting, draws.size()));
    }
    Measured known = estimate(answered, false);
    if (waiting == 0
        || !(known instanceof Estimate value)
        || !(estimate(draws, false) instanceof Estimate low)
        || !(estimate(draws, true) instanceof Estimate high)) {
      return known;
    }
    return new Estimate(
        value.value(),
        value.standardError(),
        new Interval(low.interval().low(), high.interval().high(), LEVEL),
        answered.size(),
        value.effectiveSize());
  }

  private static Measured estimate(List<Checked> draws, boolean otherwise) {
    List<Observation> sample = new ArrayList<>(draws.size());
    for (Checked draw : draws) {
      sample.add(
          new Observation(
              Integer.toString(sample.size()),
              "",
              1,
              draw.probability() / draws.size(),
              draw.right().orElse(otherwise) ? 1 : 0,
              Map.of()));
    }
    return Prevalence.ratio(sample, new Design.WithReplacement(), LEVEL);
  }
}

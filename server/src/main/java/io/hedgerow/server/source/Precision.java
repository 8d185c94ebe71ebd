package io.hedgerow.server.source;

import io.hedgerow.measurement.Estimate;
import io.hedgerow.measurement.Interval;
import io.hedgerow.measurement.Measured;
import io.hedgerow.measurement.NotEnoughData;
import io.hedgerow.measurement.prevalence.Design;
import io.hedgerow.measurement.prevalence.Observation;
import io.hedgerow.measurement.prevalence.Prevalence;
import io.hedgerow.review.quality.Audits.Draw;
import java.util.List;
import java.util.Map;

/** Precision of a source from its audit draws. Pure. */
final class Precision {
  static final double LEVEL = 0.95;

  /** Draws without an answer before nothing is said, as a share of all. */
  private static final double MOST_UNANSWERED = 0.2;

  private static final int FEWEST = 5;

  private Precision() {}

  /**
   * The share of a source's labels that is right: each draw stands for 1 / probability labels
   * (Hájek). The spread is that of draws with replacement, which errs on the wide side and asks
   * about the source, not only about the labels it happened to write. Draws that nobody has
   * answered count as wrong for the low end and as right for the high one, which holds whatever
   * they are (Manski, "Nonparametric Bounds on Treatment Effects", American Economic Review 80,
   * 1990).
   */
  static Measured of(List<Draw> draws) {
    List<Draw> answered = draws.stream().filter(draw -> draw.right().isPresent()).toList();
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

  private static Measured estimate(List<Draw> draws, boolean otherwise) {
    List<Observation> sample =
        draws.stream()
            .map(draw ->
                new Observation(
                    Long.toString(draw.id()),
                    "",
                    1,
                    draw.probability() / draws.size(),
                    draw.right().orElse(otherwise) ? 1 : 0,
                    Map.of()))
            .toList();
    return Prevalence.ratio(sample, new Design.WithReplacement(), LEVEL);
  }
}

package io.hedgerow.measurement.coverage;

import io.hedgerow.measurement.labelerror.TwoPhase;
import io.hedgerow.measurement.prevalence.Observation;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/** A labeler that errs: it misses violations and flags what is fine, at fixed rates. */
record Judge(double sensitivity, double falsePositives) {
  double label(boolean violating, SplittableRandom random) {
    return random.nextDouble() < (violating ? sensitivity : falsePositives) ? 1 : 0;
  }

  List<Observation> label(List<Observation> truth, SplittableRandom random) {
    return truth.stream().map(o -> o.labelled(label(o.violating() == 1, random))).toList();
  }

  /** Judges every draw; people audit every positive and a random share of the rest. */
  List<TwoPhase.Judged> audited(List<Observation> truth, double share, SplittableRandom random) {
    return truth.stream().map(o -> audit(o, share, random)).toList();
  }

  private TwoPhase.Judged audit(Observation truth, double share, SplittableRandom random) {
    Observation judged = truth.labelled(label(truth.violating() == 1, random));
    double probability = judged.violating() == 1 ? 1 : share;
    boolean looked = random.nextDouble() < probability;
    return new TwoPhase.Judged(
        judged,
        probability,
        looked ? OptionalDouble.of(truth.violating()) : OptionalDouble.empty());
  }
}

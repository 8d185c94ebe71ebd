package io.hedgerow.measurement.coverage;

import io.hedgerow.measurement.labelerror.TwoPhase;
import io.hedgerow.measurement.prevalence.Design;
import io.hedgerow.measurement.prevalence.Observation;
import io.hedgerow.measurement.sampling.AuditChance;
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

  /** The same with a server's chances: heavy positives surely, the rest by what they weigh. */
  List<TwoPhase.Judged> audited(
      List<Observation> truth, Design design, AuditChance chance, SplittableRandom random) {
    double mean = truth.stream().mapToDouble(o -> design.weight(o, truth)).average().orElseThrow();
    return truth.stream()
        .map(o -> {
          Observation judged = o.labelled(label(o.violating() == 1, random));
          double weight = design.weight(o, truth);
          double probability = chance.of(judged.violating() == 1, weight, mean);
          return looked(judged, probability, o.violating(), random);
        })
        .toList();
  }

  /**
   * Somebody who errs as this one does looks again at every positive and a random share of the
   * rest; a third, who is right, settles where they disagree.
   */
  List<TwoPhase.Judged> seconded(List<Observation> truth, double share, SplittableRandom random) {
    return truth.stream()
        .map(o -> {
          Observation first = o.labelled(label(o.violating() == 1, random));
          double second = label(o.violating() == 1, random);
          double settled = second == first.violating() ? second : o.violating();
          return looked(first, first.violating() == 1 ? 1 : share, settled, random);
        })
        .toList();
  }

  private static TwoPhase.Judged looked(
      Observation judged, double probability, double found, SplittableRandom random) {
    return new TwoPhase.Judged(
        judged,
        probability,
        random.nextDouble() < probability ? OptionalDouble.of(found) : OptionalDouble.empty());
  }

  private TwoPhase.Judged audit(Observation truth, double share, SplittableRandom random) {
    Observation judged = truth.labelled(label(truth.violating() == 1, random));
    double probability = judged.violating() == 1 ? 1 : share;
    return looked(judged, probability, truth.violating(), random);
  }
}

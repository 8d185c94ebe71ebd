package io.hedgerow.measurement.labelerror;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Variances of a total that come from auditing only some of its draws.
 *
 * <p>What audits found gives the Horvitz–Thompson variance of independent audits (Särndal, Swensson
 * and Wretman, Model Assisted Survey Sampling, 1992, on two-phase sampling): each unit with all its
 * draws, on whichever day, since what one audit missed of it is missed in all of them. A second
 * look counts as if it were independent of the first, which errs on the wide side: where both find
 * something, they find opposite things.
 *
 * <p>That alone says nothing while no miss was found, and misses are few where violations are rare.
 * Its expectation under a model is steadier (the anticipated variance of Isaki and Fuller, "Survey
 * Design under the Regression Superpopulation Model", JASA 77, 1982): a first labeler misses every
 * violation with one chance, whatever it weighs, so that those it saw tell what those it missed
 * weigh. How often it misses is what audits found over the chance of finding it, with half a miss
 * and half a catch more (Jeffreys' prior; Brown, Cai and DasGupta, "Interval Estimation for a
 * Binomial Proportion", Statistical Science 16, 2001), for somebody in whom no miss was found is
 * not without misses. What was missed and not found only ever leaves an estimate too low, so this
 * one is for the upper end of an interval, where the larger of the two counts.
 *
 * @param below towards the lower end
 * @param above towards the upper end
 */
record AuditError(double below, double above) {
  /** Of a miss and of a catch that are added to those there were. */
  private static final double PRIOR = 0.5;

  /**
   * The variances.
   *
   * @param weights what each draw counts in the total
   */
  static AuditError of(List<TwoPhase.Judged> sample, double[] weights) {
    double found = found(sample, weights);
    return new AuditError(found, Math.max(found, anticipated(sample, weights)));
  }

  private static double found(List<TwoPhase.Judged> sample, double[] weights) {
    Map<String, Double> units = new LinkedHashMap<>();
    for (int i = 0; i < weights.length; i++) {
      TwoPhase.Judged judged = sample.get(i);
      units.merge(judged.drawn().unit(), weights[i] * Math.sqrt(spread(judged)), Double::sum);
    }
    return squares(units);
  }

  /** Variance that auditing only some gives to a draw of weight one. */
  private static double spread(TwoPhase.Judged judged) {
    double sum = 0;
    double before = judged.drawn().violating();
    double chance = 1;
    for (TwoPhase.Look look : judged.looks()) {
      chance *= look.probability();
      sum += square(look.found() - before) * (1 - chance) / (chance * chance);
      before = look.found();
    }
    return sum;
  }

  private static double anticipated(List<TwoPhase.Judged> sample, double[] weights) {
    TreeMap<Double, Double> chances = chancesOfNegatives(sample, weights);
    if (chances.isEmpty()) {
      return 0;
    }
    Map<String, Double> seen = new LinkedHashMap<>();
    Set<String> missed = new HashSet<>();
    double chance = 0;
    double draws = 0;
    for (int i = 0; i < weights.length; i++) {
      TwoPhase.Judged judged = sample.get(i);
      if (weights[i] > 0 && judged.last() == 1 && judged.drawn().violating() == 0) {
        missed.add(judged.drawn().unit());
      } else if (weights[i] > 0 && judged.last() == 1) {
        double own = chance(chances, weights[i]);
        seen.merge(judged.drawn().unit(), weights[i] * Math.sqrt((1 - own) / own), Double::sum);
        chance += own;
        draws++;
      }
    }
    if (draws == 0) {
      return 0;
    }
    double misses = missed.size() / (chance / draws);
    return squares(seen) * (misses + PRIOR) / (seen.size() + PRIOR);
  }

  /** By weight, the chances with which what the first labeler called fine was looked at. */
  private static TreeMap<Double, Double> chancesOfNegatives(
      List<TwoPhase.Judged> sample, double[] weights) {
    TreeMap<Double, Double> chances = new TreeMap<>();
    for (int i = 0; i < weights.length; i++) {
      TwoPhase.Judged judged = sample.get(i);
      if (weights[i] > 0 && judged.drawn().violating() == 0 && !judged.looks().isEmpty()) {
        chances.merge(weights[i], judged.looks().getFirst().probability(), Math::min);
      }
    }
    return chances;
  }

  /** The chance it would have had as a negative: that of the next lighter one, if there is. */
  private static double chance(TreeMap<Double, Double> chances, double weight) {
    Map.Entry<Double, Double> lighter = chances.floorEntry(weight);
    return (lighter == null ? chances.firstEntry() : lighter).getValue();
  }

  private static double squares(Map<String, Double> units) {
    return units.values().stream().mapToDouble(AuditError::square).sum();
  }

  private static double square(double value) {
    return value * value;
  }
}

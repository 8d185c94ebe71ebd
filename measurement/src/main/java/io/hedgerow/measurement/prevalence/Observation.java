package io.hedgerow.measurement.prevalence;

import io.hedgerow.measurement.Refusal;
import java.util.Map;

/**
 * A drawn and labelled unit.
 *
 * @param unit its id
 * @param stratum its stratum; empty when the design has none
 * @param views impressions it got in the period
 * @param probability as drawn: see {@link io.hedgerow.measurement.sampling.Draw}
 * @param violating 1 when it breaks the policy, 0 when not; a two-phase value may lie outside [0,
 *     1]
 * @param pivots what results can be split by: surface, language, content age, entity kind
 */
public record Observation(
    String unit,
    String stratum,
    double views,
    double probability,
    double violating,
    Map<String, String> pivots) {
  public Observation {
    Refusal.unlessPositive("views of " + unit, views);
    Refusal.unlessProbability("probability of " + unit, probability);
    Refusal.unlessPositive("views / probability of " + unit, views / probability);
    if (!Double.isFinite(violating)) {
      throw new IllegalArgumentException("label of " + unit + " must be finite, was " + violating);
    }
    pivots = Map.copyOf(pivots);
  }

  /** The same draw with another label value. */
  public Observation labelled(double value) {
    return new Observation(unit, stratum, views, probability, value, pivots);
  }
}

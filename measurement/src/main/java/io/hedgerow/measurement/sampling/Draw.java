package io.hedgerow.measurement.sampling;

/**
 * One drawn unit and the probability that makes its estimate unbiased.
 *
 * @param unit what was drawn
 * @param probability in (0, 1]: chance to be in the sample (without replacement) or chance of this
 *     unit at each single draw (with replacement)
 */
public record Draw<T>(T unit, double probability) {}

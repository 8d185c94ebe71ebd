package io.hedgerow.measurement.sampling;

import io.hedgerow.measurement.Refusal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How many draws each stratum gets.
 *
 * <p>Source: Neyman, "On the Two Different Aspects of the Representative Method" (1934), section
 * III; Cochran, Sampling Techniques (1977), section 5.5 (equation 5.26).
 */
public final class Allocation {
  private Allocation() {}

  /**
   * Draws in proportion to share × standard deviation, which gives the least variance for a total.
   *
   * @param shares share of the population in each stratum, summing to one
   * @param rates expected prevalence in each stratum
   * @param total draws to share out; fractions go to the largest remainders
   */
  public static int[] neyman(double[] shares, double[] rates, int total) {
    double[] spread = spreads(shares, rates);
    double sum = Arrays.stream(spread).sum();
    Refusal.unlessPositive("sum of share × standard deviation", sum);
    return byLargestRemainder(Arrays.stream(spread).map(s -> total * s / sum).toArray(), total);
  }

  /** Standard deviation of the stratified estimate under the given draws (Cochran, section 5.3). */
  public static double standardError(double[] shares, double[] rates, int[] draws) {
    double[] spread = spreads(shares, rates);
    Refusal.unlessSameLength("draws", draws.length, shares.length);
    return Math.sqrt(
        IntStream.range(0, draws.length).mapToDouble(h -> spread[h] * spread[h] / draws[h]).sum());
  }

  private static double[] spreads(double[] shares, double[] rates) {
    Refusal.unlessSameLength("rates", rates.length, shares.length);
    return IntStream.range(0, shares.length)
        .mapToDouble(h -> shares[h] * Math.sqrt(rates[h] * (1 - rates[h])))
        .toArray();
  }

  private static int[] byLargestRemainder(double[] exact, int total) {
    int[] whole = Arrays.stream(exact).mapToInt(e -> (int) Math.floor(e)).toArray();
    int left = total - Arrays.stream(whole).sum();
    IntStream.range(0, exact.length)
        .boxed()
        .sorted(Comparator.comparingDouble(h -> whole[h] - exact[h]))
        .limit(left)
        .forEach(h -> whole[h]++);
    return whole;
  }
}

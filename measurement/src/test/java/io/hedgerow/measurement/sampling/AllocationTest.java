package io.hedgerow.measurement.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/**
 * Barnett's worked example of a violative view rate over five strata. Its outputs are published;
 * these shares and rates are the round numbers that we found to give all of them.
 */
class AllocationTest {
  private static final double[] SHARES = {0.80, 0.10, 0.05, 0.01, 0.04};
  private static final double[] RATES = {0.0005, 0.005, 0.01, 0.05, 0.0025};

  @Test
  void barnettsAllocationIsReproduced() {
    assertThat(Allocation.neyman(SHARES, RATES, 4_000)).containsExactly(2098, 828, 584, 256, 234);
  }

  @Test
  void barnettsRateAndDeviationAreReproduced() {
    double rate = 0;
    for (int h = 0; h < SHARES.length; h++) {
      rate += SHARES[h] * RATES[h];
    }
    int[] draws = Allocation.neyman(SHARES, RATES, 4_000);
    assertThat(rate).isCloseTo(0.002000, within(1e-12));
    assertThat(Allocation.standardError(SHARES, RATES, draws)).isCloseTo(0.000539, within(5e-7));
  }
}

package io.hedgerow.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BackoffTest {

  @Test
  void waitsDoubleUpToAnHourWithinTheirUpperHalf() {
    long seed = 7;
    Random random = new Random(seed);
    for (int failures = 1; failures < 60; failures++) {
      double full = Math.min(3_600_000, 1_000 * Math.pow(2, failures - 1));
      assertThat((double) new Backoff(Duration.ofSeconds(1)).after(failures, random).toMillis())
          .as("failure %d, seed %d", failures, seed)
          .isBetween(full / 2 - 1, full);
    }
  }
}

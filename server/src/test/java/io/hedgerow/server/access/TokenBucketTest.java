package io.hedgerow.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class TokenBucketTest {

  @Test
  void aBurstPassesThenTheRateHoldsAndTheWaitIsTold() {
    TokenBucket bucket = new TokenBucket(10, 3, 0);

    for (int i = 0; i < 3; i++) {
      assertThat(bucket.take(0)).isEmpty();
    }
    assertThat(bucket.take(0)).contains(Duration.ofMillis(100));
    assertThat(bucket.take(Duration.ofMillis(100).toNanos())).isEmpty();
    assertThat(bucket.take(Duration.ofMillis(150).toNanos())).contains(Duration.ofMillis(50));
  }

  @Test
  void timeThatGoesBackGivesNothing() {
    TokenBucket bucket = new TokenBucket(10, 1, 1_000);

    assertThat(bucket.take(1_000)).isEmpty();
    assertThat(bucket.take(0)).isPresent();
  }
}

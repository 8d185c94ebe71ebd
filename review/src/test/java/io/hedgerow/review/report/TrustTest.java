package io.hedgerow.review.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TrustTest {
  private static final Trust NEW = new Trust(0, 0);

  @Test
  void whoeverIsNewIsHardlyBelieved() {
    assertThat(NEW.mean()).isEqualTo(0.2);
    assertThat(NEW.weight()).isEqualTo(0.0367, within(0.0001));
  }

  @Test
  void beingRightOftenIsWorthMoreThanBeingRightOnce() {
    assertThat(new Trust(20, 2).weight()).isGreaterThan(new Trust(1, 0).weight());
    assertThat(new Trust(1, 0).weight()).isGreaterThan(NEW.weight());
  }

  @Test
  void noNumberOfNewAccountsOutweighsOneProvenReporter() {
    double brigade = Trust.probability(Collections.nCopies(10_000, NEW));
    assertThat(brigade).isLessThan(2 * NEW.weight());
    assertThat(Trust.probability(List.of(new Trust(20, 2)))).isGreaterThan(0.6);
  }

  @Test
  void moreReportersNeverMakeItLessLikely() {
    double one = Trust.probability(List.of(new Trust(5, 5)));
    assertThat(Trust.probability(List.of(new Trust(5, 5), NEW))).isGreaterThan(one);
  }
}

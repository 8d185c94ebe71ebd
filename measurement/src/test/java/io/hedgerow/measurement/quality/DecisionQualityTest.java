package io.hedgerow.measurement.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hedgerow.measurement.Estimate;
import io.hedgerow.measurement.NotEnoughData;
import org.junit.jupiter.api.Test;

class DecisionQualityTest {
  private final DecisionQuality.Audit flagged = new DecisionQuality.Audit(1_000, 100, 90);

  @Test
  void recallCountsWhatTheAuditOfTheUnflaggedFinds() {
    DecisionQuality.Audit unflagged = new DecisionQuality.Audit(100_000, 10_000, 10);
    Estimate recall = (Estimate) DecisionQuality.recall(flagged, unflagged, 0.95);
    assertThat(recall.value()).isCloseTo(0.9, within(1e-12));
    assertThat(recall.interval().contains(0.9)).isTrue();
  }

  @Test
  void recallWithoutAnAuditOfTheUnflaggedIsUnknown() {
    assertThat(DecisionQuality.recall(flagged, new DecisionQuality.Audit(100_000, 0, 0), 0.95))
        .isInstanceOf(NotEnoughData.class);
  }

  @Test
  void informednessIgnoresPrevalence() {
    assertThat(new Confusion(90, 10, 10, 90).informedness())
        .isCloseTo(new Confusion(9, 100, 1, 900).informedness(), within(1e-12));
  }
}

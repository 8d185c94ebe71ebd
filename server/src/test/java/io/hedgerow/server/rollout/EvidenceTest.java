package io.hedgerow.server.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.measurement.experiment.SequentialTest.Arm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EvidenceTest {
  private static final Arm NONE = new Arm(0, 0);

  @Test
  void canaryThatIsMostlyWrongStopsAndSaysWhy() {
    Evidence evidence = new Evidence(Collections.nCopies(40, false), NONE, NONE);
    assertThat(evidence.harm().orElseThrow())
        .startsWith("of 40 labels audited at random, between 0% and ");
  }

  @Test
  void canaryThatIsHalfRightIsRarelyStoppedHoweverOftenItIsLookedAt() {
    SplittableRandom random = new SplittableRandom(8);
    int stopped = 0;
    for (int run = 0; run < 60; run++) {
      List<Boolean> audits = new ArrayList<>();
      boolean harm = false;
      for (int i = 0; i < 120 && !harm; i++) {
        audits.add(random.nextDouble() < 0.55);
        harm = new Evidence(audits, NONE, NONE).harm().isPresent();
      }
      stopped += harm ? 1 : 0;
    }
    assertThat(stopped).isLessThanOrEqualTo(2);
  }

  @Test
  void canaryOverturnedMoreThanOthersStops() {
    assertThat(new Evidence(List.of(), new Arm(200, 40), new Arm(2_000, 20)).harm().orElseThrow())
        .isEqualTo("40 of 200 labels were overturned on appeal, of other machines' 20 of 2000");
    assertThat(new Evidence(List.of(), new Arm(200, 3), new Arm(2_000, 30)).harm()).isEmpty();
  }
}

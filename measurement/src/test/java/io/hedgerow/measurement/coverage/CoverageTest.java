package io.hedgerow.measurement.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.measurement.sampling.ScoreWeight;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The study on a small scale; its full tables are in docs/benchmarks/measurement.md. */
class CoverageTest {
  private static final CoverageStudy SMALL = new CoverageStudy(150, 20_000, 1_000, 42);

  @ParameterizedTest
  @EnumSource
  void intervalsHoldTheTruth(StudyDesign design) {
    assertThat(SMALL.coverage(design, 0.05)).isBetween(0.90, 1.0);
  }

  @Test
  void auditsAsAServerMakesThemAndSecondLooksRepairWhatErrsInLabels() {
    List<Double> held = SMALL.servedCoverages(0.02);
    assertThat(held.getFirst()).isGreaterThanOrEqualTo(0.9);
    assertThat(held.getLast()).isGreaterThanOrEqualTo(0.9);
  }

  @Test
  void believingAJudgeWithFalsePositivesRuinsCoverageAndAuditingPositivesRepairsIt() {
    assertThat(SMALL.trapCoverage(ScoreWeight.ROOT, true))
        .isGreaterThan(SMALL.trapCoverage(ScoreWeight.ROOT, false));
  }

  @Test
  void oneDrawWeighsAMillionTimesMoreUnderTheRawScoreAndLittleUnderTheRoot() {
    OptionalDouble tiny = OptionalDouble.of(1e-6);
    OptionalDouble sure = OptionalDouble.of(1);
    ScoreWeight raw = new ScoreWeight(1, 1e-6, 0, 0.05);
    assertThat(raw.of(1, sure) / raw.of(1, tiny)).isGreaterThan(999_000);
    assertThat(ScoreWeight.ROOT.of(1, sure) / ScoreWeight.ROOT.of(1, tiny)).isLessThan(25);
  }
}

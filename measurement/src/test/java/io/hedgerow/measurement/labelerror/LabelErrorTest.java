package io.hedgerow.measurement.labelerror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hedgerow.measurement.Estimate;
import io.hedgerow.measurement.Interval;
import io.hedgerow.measurement.NotEnoughData;
import io.hedgerow.measurement.labelerror.TwoPhase.Look;
import io.hedgerow.measurement.prevalence.Design;
import io.hedgerow.measurement.prevalence.Observation;
import io.hedgerow.measurement.prevalence.Wilson;
import io.hedgerow.measurement.sampling.AuditChance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelErrorTest {
  @Test
  void correctionInvertsTheLabelersMistakes() {
    double apparent = 0.02 * 0.9 + 0.98 * 0.05;
    Estimate seen = new Estimate(apparent, 0.004, new Interval(0.05, 0.08, 0.95), 4_000, 4_000);
    Estimate corrected = (Estimate) RoganGladen.correct(seen, new Rate(0.9, 0), new Rate(0.95, 0));
    assertThat(corrected.value()).isCloseTo(0.02, within(1e-12));
    assertThat(corrected.standardError()).isCloseTo(0.004 / 0.85, within(1e-12));
  }

  /**
   * The worked example of R's epiR (epi.prev, after Rogan and Gladen): 23 of 150 cows test positive
   * under a sensitivity of 96% and a specificity of 89%. Prevalence 5.1%, with Wilson's interval 0
   * to 13%.
   */
  @Test
  void brucellosisInAHerdIsReproduced() {
    double apparent = 23 / 150.0;
    Estimate seen =
        new Estimate(
            apparent,
            Math.sqrt(apparent * (1 - apparent) / 150),
            Wilson.interval(apparent, 150, 0.95),
            150,
            150);
    Estimate herd = (Estimate) RoganGladen.correct(seen, new Rate(0.96, 0), new Rate(0.89, 0));
    assertThat(herd.value()).isCloseTo(0.051, within(5e-4));
    assertThat(herd.interval().low()).isZero();
    assertThat(herd.interval().high()).isCloseTo(0.129, within(5e-4));
    // Rogan and Gladen, equation 2, with the rates taken as known
    assertThat(herd.standardError()).isCloseTo(seen.standardError() / 0.85, within(1e-12));
  }

  @Test
  void labelerWhoWasAlwaysRightIsNotTakenForPerfect() {
    assertThat(Rate.of(200, 200).value()).isEqualTo(1);
    assertThat(Rate.of(200, 200).standardError()).isBetween(0.003, 0.006);
    assertThat(Rate.of(200, 200).standardError())
        .isGreaterThan(Rate.of(20_000, 20_000).standardError());
  }

  @Test
  void labelerNoBetterThanChanceIsRefused() {
    Estimate seen = new Estimate(0.5, 0.01, new Interval(0.4, 0.6, 0.95), 100, 100);
    assertThat(RoganGladen.correct(seen, new Rate(0.4, 0), new Rate(0.6, 0)))
        .isInstanceOf(NotEnoughData.class);
  }

  /** Every outcome of auditing two draws with chance one half each. */
  @Test
  void auditingIsUnbiasedWhateverTheJudgeSays() {
    double mean = 0;
    for (int audits = 0; audits < 4; audits++) {
      List<TwoPhase.Judged> sample =
          List.of(judged("a", 1, 0, (audits & 1) > 0), judged("b", 0, 1, (audits & 2) > 0), sure());
      mean +=
          ((Estimate) TwoPhase.prevalence(sample, new Design.WithReplacement(), 0.95)).value() / 4;
    }
    assertThat(mean).isCloseTo(2.0 / 3, within(1e-12));
  }

  /** Every outcome of a judge, a person who errs, and a second person, with chances ½ and ¼. */
  @Test
  void aSecondLookAtTheFirstIsUnbiasedWhateverBothSay() {
    for (int said = 0; said < 8; said++) {
      double judge = said & 1;
      double person = said >> 1 & 1;
      double truth = said >> 2 & 1;
      double mean =
          0.5 * looked(judge)
              + 0.5 * 0.75 * looked(judge, new Look(0.5, person))
              + 0.5 * 0.25 * looked(judge, new Look(0.5, person), new Look(0.25, truth));
      assertThat(mean).as("said " + said).isCloseTo((1 + truth) / 2, within(1e-12));
    }
  }

  private static double looked(double judge, Look... looks) {
    Observation drawn = new Observation("a", "", 1, 0.1, judge, Map.of());
    List<TwoPhase.Judged> sample = List.of(new TwoPhase.Judged(drawn, List.of(looks)), sure());
    return ((Estimate) TwoPhase.prevalence(sample, new Design.WithReplacement(), 0.95)).value();
  }

  @Test
  void drawsOfOneUnitShareItsAuditAndItsUncertainty() {
    List<TwoPhase.Judged> apart = new ArrayList<>();
    List<TwoPhase.Judged> together = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      boolean missed = i < 4;
      apart.add(judged("u" + i, 0, missed ? 1 : 0, true));
      together.add(judged(missed ? "same" : "u" + i, 0, missed ? 1 : 0, true));
    }
    apart.add(sure());
    together.add(sure());
    assertThat(width(together)).isGreaterThan(1.2 * width(apart));
  }

  @Test
  void auditsOfSomeInWhichNoMissWasFoundLeaveMoreOpenThanAuditsOfAll() {
    assertThat(width(withoutMisses(20, 0.5))).isGreaterThan(1.003 * width(withoutMisses(20, 1)));
    assertThat(width(withoutMisses(20, 0.1))).isGreaterThan(1.03 * width(withoutMisses(20, 0.5)));
    // the more catches there were without a miss, the less is left open for each of them
    double few = width(withoutMisses(5, 0.1)) / width(withoutMisses(5, 1));
    double many = width(withoutMisses(100, 0.1)) / width(withoutMisses(100, 1));
    assertThat(many).isLessThan(few);
  }

  private static List<TwoPhase.Judged> withoutMisses(int positives, double chance) {
    List<TwoPhase.Judged> sample = new ArrayList<>();
    for (int i = 0; i < positives + 400; i++) {
      double label = i < positives ? 1 : 0;
      boolean audited = label == 1 || i % 10 < 10 * chance;
      Observation drawn = new Observation("u" + i, "", 1, 0.001, label, Map.of());
      sample.add(
          new TwoPhase.Judged(
              drawn, audited ? List.of(new Look(label == 1 ? 1 : chance, label)) : List.of()));
    }
    return sample;
  }

  private static double width(List<TwoPhase.Judged> sample) {
    return ((Estimate) TwoPhase.prevalence(sample, new Design.WithReplacement(), 0.95))
        .interval()
        .width();
  }

  @Test
  void theShareOfViolatingViewsThatIsPickedComesFromWhatAuditsFound() {
    List<TwoPhase.Judged> sample =
        List.of(
            judged("a", 1, 1, true),
            judged("b", 1, 0, true),
            judged("c", 0, 1, true),
            judged("d", 0, 0, true));
    // the judge's two, less two for b, plus two for c: of two violating, a is one
    assertThat(
            ((Estimate)
                    TwoPhase.share(
                        sample,
                        new Design.WithReplacement(),
                        0.95,
                        drawn -> drawn.unit().equals("a")))
                .value())
        .isCloseTo(0.5, within(1e-12));
    assertThat(
            TwoPhase.share(
                List.of(judged("a", 1, 1, true), judged("d", 0, 0, true)),
                new Design.WithReplacement(),
                0.95,
                _ -> true))
        .isEqualTo(new NotEnoughData("2 violating draws, there are 1"));
  }

  @Test
  void heavyPositivesAreAuditedForCertainAndNothingLessThanItsShare() {
    AuditChance chance = new AuditChance(0.1);
    assertThat(chance.of(true, 10, 10)).isEqualTo(1);
    assertThat(chance.of(true, 5, 10)).isEqualTo(0.5);
    assertThat(chance.of(true, 0.001, 10)).isEqualTo(0.1);
    assertThat(chance.of(false, 0.001, 10)).isEqualTo(0.1);
    assertThat(chance.of(false, 40, 10)).isEqualTo(0.4);
    assertThat(chance.of(false, 1e9, 10)).isEqualTo(1);
    assertThatThrownBy(() -> new AuditChance(0)).hasMessageContaining("share must be in (0, 1]");
  }

  @Test
  void promisedAuditWithoutLabelIsRefused() {
    Observation drawn = new Observation("a", "", 1, 0.1, 1, Map.of());
    assertThatThrownBy(() -> new TwoPhase.Judged(drawn, 1, OptionalDouble.empty()))
        .hasMessageContaining("a was to be audited for certain");
  }

  @Test
  void predictionsNarrowTheInterval() {
    SplittableRandom random = new SplittableRandom(5);
    double[] truth = IntStream.range(0, 500).mapToDouble(_ -> random.nextInt(2)).toArray();
    double[] predicted =
        IntStream.range(0, 500).mapToDouble(i -> i % 20 == 0 ? 0 : truth[i]).toArray();
    double[] unlabelled =
        IntStream.range(0, 50_000)
            .mapToDouble(i -> random.nextInt(2) * (i % 20 == 0 ? 0 : 1))
            .toArray();
    Estimate powered = (Estimate) PredictionPowered.mean(truth, predicted, unlabelled, 0.95);
    assertThat(powered.effectiveSize()).isGreaterThan(2_000);
    assertThat(powered.interval().contains(0.5)).isTrue();
  }

  /**
   * The authors publish no numbers that can be checked by hand: these are their formulas for a mean
   * worked out apart, in NumPy. With λ at its upper limit it is their first estimator.
   */
  @Test
  void powerTuningFollowsTheFormulasOfItsPaper() {
    double[] truth = {1, 0, 1, 1, 0, 0, 1, 0, 0, 1};
    double[] good = {.9, .2, .7, .4, .1, .3, .8, .5, .2, .6};
    double[] poor = {.9, .6, .3, .4, .1, .5, .8, .5, .7, .6};
    double[] more = {
      .8, .1, .3, .9, .6, .2, .4, .7, .5, .1, .2, .9, .3, .6, .4, .8, .1, .5, .7, .2
    };
    assertThat(PredictionPowered.power(truth, good, more)).isEqualTo(1);
    Estimate full = (Estimate) PredictionPowered.mean(truth, good, more, 0.95);
    assertThat(full.value()).isCloseTo(0.495, within(1e-12));
    assertThat(full.standardError()).isCloseTo(0.125548504175, within(1e-11));
    assertThat(PredictionPowered.power(truth, poor, more)).isCloseTo(0.327628085635, within(1e-11));
    Estimate tuned = (Estimate) PredictionPowered.mean(truth, poor, more, 0.95);
    assertThat(tuned.value()).isCloseTo(0.475427893577, within(1e-11));
    assertThat(tuned.standardError()).isCloseTo(0.163086977704, within(1e-11));
  }

  @Test
  void uselessPredictionsLeaveThePlainMean() {
    Estimate plain =
        (Estimate)
            PredictionPowered.mean(
                new double[] {0, 1, 1, 0}, new double[] {1, 1, 1, 1}, new double[] {1, 1, 1}, 0.95);
    assertThat(plain.value()).isEqualTo(0.5);
    assertThat(plain.standardError()).isCloseTo(Math.sqrt(1 / 12.0), within(1e-12));
  }

  private static TwoPhase.Judged sure() {
    Observation drawn = new Observation("c", "", 1, 0.1, 1, Map.of());
    return new TwoPhase.Judged(drawn, 1, OptionalDouble.of(1));
  }

  private static TwoPhase.Judged judged(String unit, double judge, double truth, boolean audited) {
    Observation drawn = new Observation(unit, "", 1, 0.1, judge, Map.of());
    OptionalDouble label = audited ? OptionalDouble.of(truth) : OptionalDouble.empty();
    return new TwoPhase.Judged(drawn, 0.5, label);
  }
}

package io.hedgerow.measurement.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgreementTest {
  /** Krippendorff (2011), section E: 12 units, four observers, some values missing. */
  private static final List<double[]> UNITS =
      List.of(
          new double[] {1, 1, 1},
          new double[] {2, 2, 3, 2},
          new double[] {3, 3, 3, 3},
          new double[] {3, 3, 3, 3},
          new double[] {2, 2, 2, 2},
          new double[] {1, 2, 3, 4},
          new double[] {4, 4, 4, 4},
          new double[] {1, 1, 2, 1},
          new double[] {2, 2, 2, 2},
          new double[] {5, 5, 5},
          new double[] {1, 1},
          new double[] {3});

  /** Dawid and Skene (1979), table 1: observer 1 three times, then observers 2 to 5. */
  private static final String PATIENTS =
      "1111111 3334334 1122122 2223121 2223222 2223322 1222111 3333433 2222223 2322223 4444444"
          + " 2223343 1111111 2223212 1211111 1112111 1111111 1111111 2222221 2221322 2222222"
          + " 2222221 2223222 2212222 1111111 1111111 2322222 1111111 1111111 1121121 1111111"
          + " 3333233 1111111 2222222 2223232 4334343 2212232 2323233 3333432 1111111 1111111"
          + " 1212111 2322222 1211111 2222222";

  @Test
  void krippendorffsExampleIsReproduced() {
    assertThat(alpha(Krippendorff.Scale.NOMINAL)).isCloseTo(0.743, within(5e-4));
    assertThat(alpha(Krippendorff.Scale.ORDINAL)).isCloseTo(0.815, within(5e-4));
    assertThat(alpha(Krippendorff.Scale.INTERVAL)).isCloseTo(0.849, within(5e-4));
  }

  @Test
  void alphaWithoutVariationIsUnknown() {
    assertThat(Krippendorff.alpha(List.of(new double[] {1, 1}), Krippendorff.Scale.NOMINAL))
        .isEmpty();
  }

  /** Cohen (1960), table 1. */
  @Test
  void cohensExampleIsReproduced() {
    TwoRaters raters = new TwoRaters(new double[][] {{88, 14, 18}, {10, 40, 10}, {2, 6, 12}});
    assertThat(raters.kappa()).isCloseTo(0.492, within(5e-4));
  }

  /** Gwet's high-agreement table of 125 subjects: κ is negative at 94% agreement, AC1 is not. */
  @Test
  void gwetsExampleIsReproduced() {
    TwoRaters raters = new TwoRaters(new double[][] {{118, 5}, {2, 0}});
    assertThat(raters.kappa()).isCloseTo(-0.0234, within(5e-5));
    assertThat(raters.ac1()).isCloseTo(0.9408, within(5e-5));
  }

  /** Dawid and Skene (1979), table 2: the shares of the four classes and observer 1's errors. */
  @Test
  void anaesthetistsAreReproduced() {
    List<DawidSkene.Answer> answers = new ArrayList<>();
    String[] patients = PATIENTS.split(" ", -1);
    for (int i = 0; i < patients.length; i++) {
      for (int a = 0; a < 7; a++) {
        answers.add(new DawidSkene.Answer(i, Math.max(0, a - 2), patients[i].charAt(a) - '1'));
      }
    }
    DawidSkene fitted = DawidSkene.fit(answers, 4, 500);
    assertThat(fitted.prior())
        .satisfies(prior -> {
          assertThat(prior[0]).isCloseTo(0.40, within(0.006));
          assertThat(prior[1]).isCloseTo(0.42, within(0.006));
          assertThat(prior[2]).isCloseTo(0.11, within(0.006));
          assertThat(prior[3]).isCloseTo(0.07, within(0.006));
        });
    assertThat(fitted.errors()[0][0][0]).isCloseTo(0.89, within(0.006));
    assertThat(fitted.errors()[0][1][1]).isCloseTo(0.88, within(0.006));
  }

  @Test
  void equalMixesDoNotDivergeAndDisjointOnesDoWholly() {
    assertThat(JensenShannon.divergence(new double[] {1, 3}, new double[] {2, 6})).isZero();
    assertThat(JensenShannon.divergence(new double[] {1, 0}, new double[] {0, 1})).isEqualTo(1);
  }

  @Test
  void coverageCountsTrafficNearAGoldenExample() {
    List<float[]> traffic = List.of(new float[] {1, 0}, new float[] {0, 1});
    assertThat(SemanticCoverage.share(traffic, List.of(new float[] {1, 0}), 0.8)).isEqualTo(0.5);
    assertThat(SemanticCoverage.nearest(traffic, traffic)).containsOnly(1.0);
  }

  private static double alpha(Krippendorff.Scale scale) {
    return Krippendorff.alpha(UNITS, scale).orElseThrow();
  }
}

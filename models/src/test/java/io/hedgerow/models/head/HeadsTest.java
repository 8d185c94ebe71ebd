package io.hedgerow.models.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class HeadsTest {
  private static final int SIZE = 24;
  private static final long SEED = 20_261_123L;

  @Test
  void leavingAGroupOutIsWhatFittingWithoutItGives() {
    Clouds clouds = new Clouds(SEED, 14, 0.6);
    double[][] kernel = gram(clouds.texts);
    List<int[]> groups = new ArrayList<>(List.of(new int[] {0, 5}, new int[] {1, 2, 3}));
    IntStream.of(4, 6, 7, 8, 9, 10, 11, 12, 13).forEach(each -> groups.add(new int[] {each}));
    KernelLogistic.Fit all =
        KernelLogistic.fit(kernel, clouds.positive, new double[14], ones(14), 1, groups);
    for (int[] group : groups) {
      List<Integer> rest = new ArrayList<>(IntStream.range(0, 14).boxed().toList());
      Arrays.stream(group).boxed().forEach(rest::remove);
      List<float[]> texts = rest.stream().map(clouds.texts::get).toList();
      boolean[] labels = new boolean[texts.size()];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = clouds.positive[rest.get(i)];
      }
      int size = texts.size();
      KernelLogistic.Fit fit =
          KernelLogistic.fit(
              gram(texts), labels, new double[size], ones(size), 1, Groups.alone(size).members());
      for (int out : group) {
        double logit = fit.bias();
        for (int i = 0; i < size; i++) {
          logit += fit.alpha()[i] * Matrices.dot(texts.get(i), clouds.texts.get(out));
        }
        // One Newton step away from the refit, which is what makes it cheap.
        assertThat(all.leftOut()[out])
            .as("seed %d, example %d", SEED, out)
            .isCloseTo(logit, within(0.3));
      }
    }
  }

  @Test
  void wordingThatOnlyCopiesShareIsNotTakenForSkill() {
    Random random = new Random(SEED);
    List<ManyShot.Example> examples = new ArrayList<>();
    for (int template = 0; template < 150; template++) {
      String words = word(random) + " " + word(random) + " " + word(random) + " " + word(random);
      boolean positive = random.nextBoolean();
      for (int copy = 0; copy < 4; copy++) {
        Ngrams.Filled filled = Ngrams.of(words + " " + copy);
        examples.add(new ManyShot.Example(noise(random), filled, positive));
      }
    }
    Collections.shuffle(examples, random);
    ManyShot.Trained trained = ManyShot.train(examples);
    double loss = 0;
    for (int i = 0; i < trained.heldBack().length; i++) {
      double logit = trained.heldBack()[i] * (trained.heldBackPositive()[i] ? 1 : -1);
      loss += Math.log1p(Math.exp(-logit)) / trained.heldBack().length;
    }
    // Nothing can be learned here but the copies: whoever sees through that stays near a coin's.
    assertThat(loss).isGreaterThan(0.6);
  }

  private static String word(Random random) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      word.append((char) ('a' + random.nextInt(26)));
    }
    return word.toString();
  }

  @Test
  void aFewExamplesTellTwoCloudsApart() {
    Clouds few = new Clouds(SEED, 16, 1.2);
    LinearHead head = FewShot.train(few.texts, few.positive, Knowledge.NONE).head();
    assertThat(new Clouds(SEED + 1, 400, 1.2).accuracy(head)).isGreaterThan(0.8);
  }

  @Test
  void aPolicyThatPointsTheRightWayHelpsAndOneThatPointsTheWrongWayIsOutvoted() {
    Clouds few = new Clouds(SEED, 8, 0.5);
    Clouds test = new Clouds(SEED + 1, 2000, 0.5);
    double alone = test.accuracy(FewShot.train(few.texts, few.positive, Knowledge.NONE).head());
    double helped = test.accuracy(FewShot.train(few.texts, few.positive, policy(1)).head());
    assertThat(helped).isGreaterThan(alone);
    Clouds many = new Clouds(SEED + 2, 64, 1.2);
    LinearHead misled = FewShot.train(many.texts, many.positive, policy(-1)).head();
    assertThat(new Clouds(SEED + 3, 2000, 1.2).accuracy(misled)).isGreaterThan(0.8);
  }

  @Test
  void theSameExamplesGiveTheSameHead() {
    Clouds few = new Clouds(SEED, 16, 1);
    FewShot.Trained one = FewShot.train(few.texts, few.positive, policy(1));
    FewShot.Trained two = FewShot.train(few.texts, few.positive, policy(1));
    assertThat(one.head().weights()).isEqualTo(two.head().weights());
    assertThat(one.leftOut()).isEqualTo(two.leftOut());
  }

  @Test
  void whatMustNotMatterIsForgottenAndWhatMattersIsKept() {
    Clouds clouds = new Clouds(SEED, 400, 1.2);
    float[] identity = new float[SIZE];
    identity[1] = 1;
    Random random = new Random(SEED);
    for (int i = 0; i < 400; i++) {
      clouds.texts.get(i)[1] += clouds.positive[i] && random.nextInt(4) > 0 ? 1 : 0;
    }
    double[] weights = ones(400);
    LinearHead plain = DenseLogistic.train(clouds.texts, clouds.positive, weights, 0.3);
    LinearHead indifferent =
        DenseLogistic.train(
            clouds.texts,
            clouds.positive,
            weights,
            0.3,
            new DenseLogistic.Indifference(List.of(identity), 10_000));
    assertThat(plain.weights()[1]).isGreaterThan(1);
    assertThat(indifferent.weights()[1]).isCloseTo(0, within(0.05f));
    assertThat(indifferent.weights()[0]).isGreaterThan(1);
  }

  @Test
  void anIndifferenceWithANegativePriceIsRefused() {
    assertThatThrownBy(() -> new DenseLogistic.Indifference(List.of(), -1))
        .hasMessage("strength must be at least 0, was -1.0");
  }

  @Test
  void solvingIsWhatTheInverseGives() {
    double[][] matrix = {{0, 2, 1}, {2, 1, 0}, {1, 0, 3}};
    double[] target = {3, -1, 2};
    double[][] inverse = Matrices.inverse(matrix);
    double[] solution = Matrices.solution(matrix, target);
    for (int i = 0; i < 3; i++) {
      assertThat(solution[i]).isCloseTo(Matrices.dot(inverse[i], target), within(1e-12));
    }
  }

  @Test
  void examplesOfOneClassOnlyAreRefusedWithTheirNumbers() {
    Clouds few = new Clouds(SEED, 6, 1);
    boolean[] all = new boolean[6];
    Arrays.fill(all, true);
    assertThatThrownBy(() -> FewShot.train(few.texts, all, Knowledge.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "examples of both classes are needed, had 6 that break the policy and 0 that do not");
  }

  @Test
  void contradictoryDuplicatesGiveAFiniteUndecidedHead() {
    float[] same = new Clouds(SEED, 1, 1).texts.getFirst();
    List<float[]> texts = List.of(same, same, same, same);
    LinearHead head =
        FewShot.train(texts, new boolean[] {true, false, true, false}, Knowledge.NONE).head();
    assertThat(head.logit(same)).isCloseTo(0, within(1e-6));
  }

  @Test
  void aHeadOfAnotherEncoderIsRefused() {
    LinearHead head = new LinearHead(new float[3], 0);
    assertThatThrownBy(() -> head.logit(new float[4]))
        .hasMessageContaining("reads 3 features, was given 4");
  }

  @Test
  void manyExamplesLearnWordingThatFeaturesDoNotShow() {
    Random random = new Random(SEED);
    List<ManyShot.Example> examples = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      boolean positive = random.nextBoolean();
      String text = (positive ? "cheap w4tches here " : "nice garden there ") + random.nextInt(99);
      examples.add(new ManyShot.Example(noise(random), Ngrams.of(text), positive));
    }
    ManyShot.Trained trained = ManyShot.train(examples);
    assertThat(trained.logit(noise(random), Ngrams.of("w4tches today"))).isGreaterThan(0);
    assertThat(trained.logit(noise(random), Ngrams.of("my garden"))).isLessThan(0);
    assertThat(trained.heldBack()).hasSize(trained.heldBackPositive().length).hasSize(120);
  }

  @Test
  void hiddenUnitsLearnWhatOnlyTwoFeaturesTogetherSay() {
    Random random = new Random(SEED);
    List<ManyShot.Example> examples = eitherOr(random, 1_200);
    ManyShot.Trained trained = ManyShot.train(examples);
    assertThat(trained.hidden()).isPresent();
    long right =
        eitherOr(random, 500).stream()
            .filter(each -> trained.logit(each.features(), each.ngrams()) > 0 == each.positive())
            .count();
    assertThat(right).isGreaterThan(450);
    assertThat(ManyShot.train(examples).hidden().orElseThrow().outputs())
        .isEqualTo(trained.hidden().orElseThrow().outputs());
  }

  @Test
  void whereALineTellsAllNoHiddenUnitsAreKept() {
    Random random = new Random(SEED);
    List<ManyShot.Example> examples = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      float[] point = noise(random);
      boolean positive = random.nextDouble() < LinearHead.probability(10 * point[0]);
      examples.add(new ManyShot.Example(point, Ngrams.of(""), positive));
    }
    assertThat(ManyShot.train(examples).hidden()).isEmpty();
  }

  @Test
  void stackedHeadsNeverCountAgainstThemselvesAndAUselessOneStaysNearNothing() {
    Random random = new Random(SEED);
    double[][] logits = new double[3][200];
    boolean[] positive = new boolean[200];
    for (int i = 0; i < positive.length; i++) {
      positive[i] = i % 2 == 0;
      logits[0][i] = (positive[i] ? 1 : -1) + random.nextGaussian();
      logits[1][i] = -logits[0][i] + random.nextGaussian();
      logits[2][i] = random.nextGaussian();
    }
    boolean[] all = {true, true, true};
    double[] weights = Stacking.fit(logits, positive, all).heads();
    assertThat(weights[0]).isGreaterThan(0.5);
    assertThat(weights[1]).isZero();
    assertThat(weights[2]).isBetween(0.0, 0.4);
  }

  /** Positive where exactly one of two features is high. */
  private static List<ManyShot.Example> eitherOr(Random random, int count) {
    List<ManyShot.Example> examples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] point = noise(random);
      boolean one = random.nextBoolean();
      boolean other = random.nextBoolean();
      point[0] = one ? 1 : -1;
      point[1] = other ? 1 : -1;
      examples.add(new ManyShot.Example(point, Ngrams.of(""), one != other));
    }
    return examples;
  }

  @Test
  void ngramsOfHostileTextsAreFinite() {
    for (String text : List.of("", " ", "a", "\uD800", "x".repeat(1 << 20), "\u0000 \u200B")) {
      Ngrams.Filled filled = Ngrams.of(text);
      assertThat(filled.places()).isSorted().hasSameSizeAs(filled.values());
      assertThat(filled.values()).doesNotContain(Float.NaN);
      assertThat(Arrays.stream(filled.places()).boxed().toList())
          .allMatch(place -> place >= 0 && place < Ngrams.BUCKETS);
    }
  }

  private static Knowledge policy(double sign) {
    float[] weights = new float[SIZE];
    weights[0] = (float) sign;
    return new Knowledge(
        Optional.of(new LinearHead(weights, 0)), List.of(), new Clouds(7, 50, 1).texts);
  }

  private static float[] noise(Random random) {
    float[] noise = new float[SIZE];
    for (int i = 0; i < SIZE; i++) {
      noise[i] = (float) random.nextGaussian() / 5;
    }
    return noise;
  }

  private static double[][] gram(List<float[]> texts) {
    double[][] gram = new double[texts.size()][texts.size()];
    for (int i = 0; i < gram.length; i++) {
      for (int j = 0; j < gram.length; j++) {
        gram[i][j] = Matrices.dot(texts.get(i), texts.get(j));
      }
    }
    return gram;
  }

  private static double[] ones(int size) {
    double[] ones = new double[size];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** Two clouds of points, apart along the first feature; half of the points in each. */
  private static final class Clouds {
    private final List<float[]> texts = new ArrayList<>();
    private final boolean[] positive;

    Clouds(long seed, int size, double apart) {
      Random random = new Random(seed);
      positive = new boolean[size];
      for (int i = 0; i < size; i++) {
        positive[i] = i % 2 == 0;
        float[] point = noise(random);
        point[0] += (float) (positive[i] ? apart / 2 : -apart / 2);
        texts.add(point);
      }
    }

    double accuracy(LinearHead head) {
      int right = 0;
      for (int i = 0; i < positive.length; i++) {
        right += head.logit(texts.get(i)) > 0 == positive[i] ? 1 : 0;
      }
      return right / (double) positive.length;
    }
  }
}

package io.hedgerow.models.suggest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hedgerow.models.evaluation.ScoredLabels;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class SuggestTest {

  /** 500 near-copies of one text, ten unlike ones, five breaches. */
  private static List<Suggestions.Candidate> pool() {
    SplittableRandom random = new SplittableRandom(1);
    List<Suggestions.Candidate> pool = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      pool.add(
          new Suggestions.Candidate(
              random.nextDouble() * 0.6,
              WordSketch.of("the same text again and again number" + i)));
    }
    for (int i = 0; i < 10; i++) {
      pool.add(
          new Suggestions.Candidate(0.1, WordSketch.of("thing" + i + " unlike" + i + " all" + i)));
    }
    for (int i = 0; i < 5; i++) {
      pool.add(new Suggestions.Candidate(0.95, WordSketch.of("a breach of number" + i)));
    }
    return pool;
  }

  @Test
  void eachKindOfChoiceIsThere() {
    List<Suggestions.Suggestion> chosen =
        Suggestions.choose(pool(), 25, Suggestions.Shares.USUAL, 7);
    assertThat(chosen).hasSize(25);
    assertThat(chosen).extracting(Suggestions.Suggestion::place).doesNotHaveDuplicates();
    assertThat(places(chosen, Suggestions.Reason.RANDOM)).hasSize(5);
    assertThat(places(chosen, Suggestions.Reason.LIKELY)).hasSize(5).allMatch(p -> p >= 510);
    assertThat(places(chosen, Suggestions.Reason.UNLIKE).stream().filter(p -> p >= 500))
        .hasSizeGreaterThanOrEqualTo(4);
    assertThat(places(chosen, Suggestions.Reason.UNSURE))
        .allSatisfy(p -> assertThat(pool().get(p).score()).isBetween(0.3, 0.7));
    assertThat(Suggestions.choose(pool(), 25, Suggestions.Shares.USUAL, 7)).isEqualTo(chosen);
  }

  private static Set<Integer> places(
      List<Suggestions.Suggestion> chosen, Suggestions.Reason reason) {
    Set<Integer> places = new HashSet<>();
    chosen.stream().filter(s -> s.reason() == reason).forEach(s -> places.add(s.place()));
    return places;
  }

  @Test
  void smallPoolIsChosenWhole() {
    assertThat(Suggestions.choose(pool().subList(0, 4), 25, Suggestions.Shares.USUAL, 1))
        .hasSize(4);
    assertThat(Suggestions.choose(List.of(), 25, Suggestions.Shares.USUAL, 1)).isEmpty();
  }

  @Test
  void choosingWithoutChanceIsRefused() {
    assertThatThrownBy(() -> new Suggestions.Shares(0, 1, 0, 0))
        .hasMessageContaining("0.05 for random");
  }

  @Test
  void turnedLabelsAreDoubtedFirst() {
    SplittableRandom random = new SplittableRandom(3);
    double[] scores = new double[400];
    boolean[] labels = new boolean[400];
    for (int i = 0; i < scores.length; i++) {
      boolean truth = i % 2 == 0;
      scores[i] = Math.clamp((truth ? 0.85 : 0.15) + random.nextGaussian() * 0.08, 0, 1);
      labels[i] = truth != (i % 20 == 0);
    }
    List<LabelErrors.Doubt> doubts = LabelErrors.find(new ScoredLabels(scores, labels));
    long right = doubts.stream().filter(doubt -> doubt.place() % 20 == 0).count();
    assertThat(doubts).hasSizeBetween(8, 20);
    assertThat(right).isEqualTo(doubts.size());
  }

  @Test
  void oneKindOfLabelIsNotDoubted() {
    assertThat(LabelErrors.find(new ScoredLabels(new double[] {0.1}, new boolean[] {true})))
        .isEmpty();
  }
}

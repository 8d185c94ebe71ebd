package io.hedgerow.models.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hedgerow.models.evaluation.Bootstrap;
import io.hedgerow.models.evaluation.ScoredLabels;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class FairnessTest {
  private static final Bootstrap BOOTSTRAP = new Bootstrap(50, 1);

  /** Harmless texts about owls score half a unit too high. */
  private static SubgroupFairness biased() {
    SplittableRandom random = new SplittableRandom(3);
    int size = 1_500;
    double[] scores = new double[size];
    boolean[] positive = new boolean[size];
    List<Set<String>> groups = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      positive[i] = random.nextBoolean();
      String group = i % 3 == 0 ? "owls" : i % 3 == 1 ? "larks" : "";
      groups.add(group.isEmpty() ? Set.of() : Set.of(group));
      double base = (positive[i] ? 0.7 : 0.3) + random.nextGaussian() * 0.15;
      scores[i] = base + (group.equals("owls") && !positive[i] ? 0.3 : 0);
    }
    return new SubgroupFairness(new ScoredLabels(scores, positive), groups, BOOTSTRAP);
  }

  @Test
  void groupWhoseHarmlessTextsScoreHighIsTheWorstSlice() {
    List<SubgroupFairness.Slice> slices = biased().slices(0.5);
    SubgroupFairness.Slice worst = slices.getFirst();
    assertThat(worst.group()).isEqualTo("owls");
    assertThat(worst.bpsn().orElseThrow().high()).isLessThan(0.8);
    assertThat(worst.bnsp().orElseThrow().low()).isGreaterThan(0.9);
    assertThat(worst.falsePositiveGap().orElseThrow().low()).isGreaterThan(0.5);
    assertThat(slices.getLast().bpsn().orElseThrow().low()).isGreaterThan(0.9);
  }

  @Test
  void groupsWithTooFewTextsSayNothing() {
    SubgroupFairness few =
        new SubgroupFairness(
            new ScoredLabels(new double[] {0.1, 0.9}, new boolean[] {false, true}),
            List.of(Set.of("owls"), Set.of("owls")),
            BOOTSTRAP);
    assertThat(few.slices(0.5)).isEmpty();
  }

  @Test
  void flipsAreCountedPerSentence() {
    CounterfactualFlips flips =
        CounterfactualFlips.of(
                List.of(List.of(0.4, 0.6), List.of(0.7, 0.8), List.of(0.9)), 0.5, BOOTSTRAP)
            .orElseThrow();
    assertThat(flips.sentences()).isEqualTo(2);
    assertThat(flips.flips().value()).isEqualTo(0.5);
    assertThat(flips.spread().value()).isCloseTo(0.15, within(1e-12));
    assertThat(CounterfactualFlips.of(List.of(List.of(0.9)), 0.5, BOOTSTRAP)).isEmpty();
  }

  @Test
  void namesAreSingularAndInOrder() {
    IdentitySwaps swaps = new IdentitySwaps(List.of(List.of("owl", "lark"), List.of("old")));
    assertThat(swaps.names("Old LARKS and an owl and larks")).containsExactly("lark", "old", "owl");
    assertThat(swaps.names("nobody")).isEmpty();
  }

  @Test
  void swapsKeepPluralsAndCapitals() {
    IdentitySwaps swaps = new IdentitySwaps(List.of(List.of("owl", "lark", "wren")));
    assertThat(swaps.of("Owls and LARKS, an owl"))
        .containsExactly(
            "Owls and LARKS, an owl", "Larks and WRENS, an lark", "Wrens and OWLS, an wren");
    assertThat(swaps.of("nobody")).containsExactly("nobody");
    assertThat(IdentitySwaps.usual().of("my neighbour is muslim")).hasSize(6);
  }
}

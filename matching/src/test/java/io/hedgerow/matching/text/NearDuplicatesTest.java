package io.hedgerow.matching.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class NearDuplicatesTest {
  private static final TextNormalizer NORMALIZER = TextNormalizer.forTerms();

  private static MinHash signature(String text) {
    return MinHash.of(NORMALIZER.normalize(text));
  }

  private static List<String> words(SplittableRandom random, int count) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      words.add(
          "w" + Integer.toString(random.nextInt(36 * 36 * 36), 36).replaceAll("[0-9]", "q") + "e");
    }
    return words;
  }

  private static double shared(List<String> a, List<String> b) {
    Set<List<String>> first = triples(a);
    Set<List<String>> both = new HashSet<>(first);
    both.retainAll(triples(b));
    first.addAll(triples(b));
    return (double) both.size() / first.size();
  }

  private static Set<List<String>> triples(List<String> words) {
    Set<List<String>> triples = new HashSet<>();
    for (int i = 0; i + 3 <= words.size(); i++) {
      triples.add(List.copyOf(words.subList(i, i + 3)));
    }
    return triples;
  }

  @Test
  void agreementEstimatesWhatIsShared() {
    double error = 0;
    int rounds = 100;
    for (long seed = 0; seed < rounds; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<String> text = words(random, 120);
      List<String> other = new ArrayList<>(text);
      for (int i = 0; i < seed % 20; i++) {
        other.set(random.nextInt(other.size()), "other" + (char) ('a' + i));
      }
      double estimated =
          signature(String.join(" ", text)).similarity(signature(String.join(" ", other)));
      double truth = shared(text, other);
      assertThat(estimated).as("seed %d", seed).isCloseTo(truth, within(0.25));
      error += estimated - truth;
    }
    assertThat(error / rounds).isCloseTo(0, within(0.02));
  }

  @Test
  void disguisedCopiesAreFoundAmongThousands() {
    NearDuplicates<Integer> index = new NearDuplicates<>();
    SplittableRandom random = new SplittableRandom(7);
    List<List<String>> texts = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      texts.add(words(random, 30));
      index.add(i, signature(String.join(" ", texts.get(i))));
    }
    for (int i = 0; i < 3_000; i += 100) {
      String copy = String.join("  ", texts.get(i)).replace('e', '\u0435') + " !!!";
      assertThat(index.near(signature(copy), 0.8))
          .extracting(NearDuplicates.Near::key)
          .containsExactly(i);
    }
  }

  @Test
  void shortAndEmptyTextsHaveSignatures() {
    assertThat(signature("hello").similarity(signature("Hello"))).isEqualTo(1);
    assertThat(signature("")).isEqualTo(signature("  "));
    assertThat(signature("hello").similarity(signature("goodbye"))).isLessThan(0.3);
  }
}

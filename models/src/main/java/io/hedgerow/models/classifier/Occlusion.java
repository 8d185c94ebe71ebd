package io.hedgerow.models.classifier;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Explains a score by what it loses when a word is taken out of the original text. It says what the
 * classifier looked at, not whether that was right.
 *
 * <p>Source: Zeiler and Fergus 2014, section 4.2, with words for patches.
 */
public final class Occlusion {
  private static final Pattern WORD = Pattern.compile("\\S+");
  private static final int MOST_WORDS = 64;

  private Occlusion() {}

  /**
   * A stretch of the original text and what the score loses without it.
   *
   * @param from index of its first UTF-16 unit
   * @param to index after its last
   * @param weight in [-1, 1]; negative where the score rises without it
   */
  public record Part(int from, int to, double weight) {}

  /** The parts of a text, heaviest first; of a long text its first 64 words. */
  public static List<Part> explain(TextClassifier classifier, String policy, String text) {
    return explain(
        text,
        variants ->
            classifier.classify(variants).stream()
                .map(each -> Objects.requireNonNull(each.get(policy), policy))
                .toList());
  }

  /**
   * The same for any score.
   *
   * @param score of each of the texts, in order
   */
  public static List<Part> explain(String text, Function<List<String>, List<Double>> score) {
    List<int[]> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find() && words.size() < MOST_WORDS) {
      words.add(new int[] {matcher.start(), matcher.end()});
    }
    List<String> variants = new ArrayList<>();
    variants.add(text);
    for (int[] word : words) {
      variants.add(text.substring(0, word[0]) + text.substring(word[1]));
    }
    List<Double> scores = score.apply(variants);
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      parts.add(new Part(words.get(i)[0], words.get(i)[1], scores.getFirst() - scores.get(i + 1)));
    }
    parts.sort(Comparator.comparingDouble(Part::weight).reversed());
    return parts;
  }
}

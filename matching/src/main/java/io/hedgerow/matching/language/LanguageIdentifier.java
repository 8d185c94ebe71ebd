package io.hedgerow.matching.language;

import java.util.Map;

/**
 * Names the language of a text, and says so when it does not know: too few letters, or no language
 * clearly ahead. Immutable, safe for use by many threads.
 */
public final class LanguageIdentifier {
  /** Up to this probability a guess is not passed on. */
  public static final double SURE_ENOUGH = 0.5;

  /** Fewer letters than this are no language; of Chinese, Japanese or Korean half as many are. */
  public static final int FEWEST_LETTERS = 8;

  private static final int LONGEST = 4_000;

  private final FastTextModel model;

  public LanguageIdentifier(FastTextModel model) {
    this.model = model;
  }

  /** Judges by the first 4,000 units; links and names of people after {@code @} are left out. */
  public Identified identify(String text) {
    String words = words(text.length() > LONGEST ? text.substring(0, LONGEST) : text);
    int weight = words.codePoints().map(LanguageIdentifier::weight).sum();
    if (weight == 0) {
      return new Identified(Identified.NOBODY_KNOWS, 0);
    }
    Map.Entry<String, Double> best = model.best(words);
    String language = best.getKey().substring(best.getKey().lastIndexOf('_') + 1);
    boolean known = weight >= FEWEST_LETTERS && best.getValue() > SURE_ENOUGH;
    return new Identified(known ? language : Identified.NOBODY_KNOWS, best.getValue());
  }

  private static int weight(int c) {
    return Character.isIdeographic(c) || c >= 0x3040 && c <= 0x30FF || c >= 0xAC00 && c <= 0xD7A3
        ? 2
        : Character.isLetter(c) ? 1 : 0;
  }

  private static String words(String text) {
    StringBuilder words = new StringBuilder(text.length());
    for (String word : text.split("\\s+")) {
      if (!word.startsWith("@") && !word.startsWith("www.") && !word.contains("://")) {
        words.append(words.isEmpty() ? "" : " ").append(word);
      }
    }
    return words.toString();
  }
}

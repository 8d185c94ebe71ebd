package io.hedgerow.benchmarks.terms;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Words of syllables and messages of such words, as common as words are (Zipf's law, exponent 1);
 * seeded.
 */
final class Pseudowords {
  private static final String[] HEADS =
      "b c d f g h j k l m n p r s t v w br ch cl dr fl gr pl pr sh st th tr".split(" ");
  private static final String[] CORES = "a e i o u ai ea ee oo ou".split(" ");
  private static final String[] TAILS = {
    "", "", "", "n", "r", "s", "t", "l", "ng", "nd", "ck", "st"
  };

  private final SplittableRandom random;

  Pseudowords(long seed) {
    random = new SplittableRandom(seed);
  }

  /** Distinct words of two to four syllables. */
  List<String> words(int count) {
    Set<String> words = new LinkedHashSet<>();
    while (words.size() < count) {
      words.add(word(2 + random.nextInt(3)));
    }
    return new ArrayList<>(words);
  }

  private String word(int syllables) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < syllables; i++) {
      word.append(any(HEADS)).append(any(CORES)).append(any(TAILS));
    }
    return word.toString();
  }

  private String any(String[] choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** Messages of 5 to 40 words; one word in {@code rarity} is a term, the others are not. */
  List<String> messages(int count, List<String> terms, List<String> others, int rarity) {
    List<String> messages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder message = new StringBuilder();
      int length = 5 + random.nextInt(36);
      for (int j = 0; j < length; j++) {
        List<String> from = random.nextInt(rarity) == 0 ? terms : others;
        String word = from.get((int) Math.pow(from.size(), random.nextDouble()) - 1);
        boolean first = j == 0;
        message.append(first ? Character.toUpperCase(word.charAt(0)) + word.substring(1) : word);
        message.append(j == length - 1 ? "." : random.nextInt(9) == 0 ? ", " : " ");
      }
      messages.add(message.toString());
    }
    return messages;
  }

  /** The same messages with letters disguised: one message in {@code rarity}. */
  List<String> disguised(List<String> messages, int rarity) {
    return messages.stream()
        .map(m -> random.nextInt(rarity) == 0 ? m.replace('a', '\u0430').replace('e', '3') : m)
        .toList();
  }
}

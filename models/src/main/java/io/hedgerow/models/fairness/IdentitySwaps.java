package io.hedgerow.models.fairness;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes the same sentence about other people: each word for an identity is exchanged for the others
 * of its kind. Plurals and capitals are kept. A sentence with words of several kinds has one kind
 * exchanged at a time; "she said" and its like are not touched, since grammar would break.
 *
 * @param kinds words that may stand for each other, singular and lower case
 */
public record IdentitySwaps(List<List<String>> kinds) {
  private static final Pattern WORD = Pattern.compile("[\\p{L}-]+");

  public IdentitySwaps {
    kinds = kinds.stream().map(List::copyOf).toList();
  }

  /**
   * Words for religions, origins, colours, orientations and genders that differ in nothing else.
   */
  public static IdentitySwaps usual() {
    return new IdentitySwaps(
        List.of(
            List.of("christian", "muslim", "jewish", "hindu", "buddhist", "atheist"),
            List.of("american", "mexican", "chinese", "nigerian", "syrian", "indian", "russian"),
            List.of("black", "white", "asian", "latino"),
            List.of("gay", "straight", "lesbian", "bisexual", "queer"),
            List.of("homosexual", "heterosexual"),
            List.of("woman", "man"),
            List.of("women", "men"),
            List.of("girl", "boy"),
            List.of("trans", "cis"),
            List.of("transgender", "cisgender"),
            List.of("immigrant", "refugee", "citizen"),
            List.of("disabled", "deaf", "blind", "autistic")));
  }

  /** The sentence and its variants, itself first; itself alone when it names nobody. */
  public List<String> of(String sentence) {
    Map<List<String>, List<int[]>> places = new HashMap<>();
    Matcher words = WORD.matcher(sentence);
    while (words.find()) {
      int[] place = {words.start(), words.end()};
      kinds.stream()
          .filter(kind -> kind.contains(singular(words.group(), kind)))
          .findFirst()
          .ifPresent(kind -> places.computeIfAbsent(kind, k -> new ArrayList<>()).add(place));
    }
    List<String> variants = new ArrayList<>(List.of(sentence));
    for (List<String> kind : kinds) {
      List<int[]> here = places.getOrDefault(kind, List.of());
      if (!here.isEmpty()) {
        exchanged(sentence, kind, here, variants);
      }
    }
    return variants;
  }

  /** Turns the kind's words round, so that two of them in one sentence stay two. */
  private static void exchanged(
      String sentence, List<String> kind, List<int[]> places, List<String> variants) {
    for (int turn = 1; turn < kind.size(); turn++) {
      StringBuilder variant = new StringBuilder();
      int taken = 0;
      for (int[] place : places) {
        String word = sentence.substring(place[0], place[1]);
        String singular = singular(word, kind);
        String other = kind.get((kind.indexOf(singular) + turn) % kind.size());
        boolean plural = word.length() > singular.length();
        variant.append(sentence, taken, place[0]).append(like(word, plural ? other + "s" : other));
        taken = place[1];
      }
      variants.add(variant.append(sentence, taken, sentence.length()).toString());
    }
  }

  /** The identities that a sentence names, singular. */
  public Set<String> names(String sentence) {
    Set<String> names = new TreeSet<>();
    Matcher words = WORD.matcher(sentence);
    while (words.find()) {
      for (List<String> kind : kinds) {
        String singular = singular(words.group(), kind);
        if (kind.contains(singular)) {
          names.add(singular);
        }
      }
    }
    return names;
  }

  private static String singular(String word, List<String> kind) {
    String lower = word.toLowerCase(Locale.ROOT);
    boolean plural = lower.endsWith("s") && !kind.contains(lower);
    return plural ? lower.substring(0, lower.length() - 1) : lower;
  }

  private static String like(String word, String other) {
    if (word.length() > 1 && word.equals(word.toUpperCase(Locale.ROOT))) {
      return other.toUpperCase(Locale.ROOT);
    }
    return Character.isUpperCase(word.charAt(0))
        ? Character.toUpperCase(other.charAt(0)) + other.substring(1)
        : other;
  }
}

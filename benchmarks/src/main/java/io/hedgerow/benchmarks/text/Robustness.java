package io.hedgerow.benchmarks.text;

import io.hedgerow.models.classifier.TextModel;
import io.hedgerow.models.classifier.TextReader;
import io.hedgerow.models.head.LinearHead;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;

/** What hiding words costs a classifier, with and without normalisation. */
final class Robustness {
  private static final Map<Character, String> ALIKE =
      Map.of('a', "а", 'c', "с", 'e', "е", 'i', "і", 'o', "о", 'p', "р", 'x', "х", 'y', "у");
  private static final Map<Character, String> DIGITS =
      Map.of('a', "4", 'e', "3", 'i', "1", 'o', "0", 's', "5", 't', "7");
  private static final List<String> EMOJI = List.of("🙂", "🔥", "👍", "🌿");

  private final TextSet set;
  private final Vectors vectors;
  private final PrintWriter out;

  Robustness(TextSet set, Vectors vectors, PrintWriter out) {
    this.set = set;
    this.vectors = vectors;
    this.out = out;
  }

  void run(TextModel model) throws IOException {
    Map<String, BiFunction<String, Random, String>> attacks =
        Map.of(
            "look-alike letters", (text, random) -> swap(text, random, ALIKE, 0.5),
            "digits for letters", (text, random) -> swap(text, random, DIGITS, 0.5),
            "spaced-out words", Robustness::space,
            "zero-width characters", (text, random) -> sprinkle(text, random, "\u200B", 0.3),
            "emoji between words", Robustness::emoji);
    double clean = area(model.head(), set.rows().stream().map(TextSet.Row::text).toList());
    out.println("## Hidden words\n");
    out.printf(
        Locale.ROOT,
        "HateCheck, starter classifier `hate`; a third of the words attacked. Untouched: %.3f.%n%n",
        clean);
    out.println(
        "| attack | as it is | normalised | share of the loss that remains |\n|---|---|---|---|");
    for (String name : attacks.keySet().stream().sorted().toList()) {
      BiFunction<String, Random, String> attack = attacks.getOrDefault(name, (text, _) -> text);
      Random random = new Random(5);
      List<String> hidden =
          set.rows().stream().map(row -> attack.apply(row.text(), random)).toList();
      double without = area(model.head(), hidden);
      double with = area(model.head(), hidden.stream().map(TextReader::plain).toList());
      out.printf(
          Locale.ROOT,
          "| %s | %.3f | %.3f | %s |%n",
          name,
          without,
          with,
          with < clean
              ? String.format(Locale.ROOT, "%.0f%%", 100 * (clean - with) / (clean - without))
              : "nothing is lost");
    }
    out.println();
    out.flush();
  }

  private double area(LinearHead head, List<String> texts) throws IOException {
    boolean[] positive = new boolean[texts.size()];
    for (int i = 0; i < positive.length; i++) {
      positive[i] = set.rows().get(i).labels().getOrDefault("hate", 0) == 1;
    }
    return Ranking.auroc(head.logits(vectors.of(texts)), positive);
  }

  private static String swap(String text, Random random, Map<Character, String> by, double share) {
    StringBuilder made = new StringBuilder();
    for (char letter : text.toCharArray()) {
      String other = by.get(letter);
      made.append(other != null && random.nextDouble() < share ? other : "" + letter);
    }
    return made.toString();
  }

  private static String space(String text, Random random) {
    StringBuilder made = new StringBuilder();
    for (String word : text.split(" ")) {
      boolean out = word.length() > 2 && random.nextInt(3) == 0;
      made.append(out ? String.join(" ", word.split("")) : word).append(' ');
    }
    return made.toString().strip();
  }

  private static String sprinkle(String text, Random random, String what, double share) {
    StringBuilder made = new StringBuilder();
    for (char letter : text.toCharArray()) {
      made.append(letter);
      if (random.nextDouble() < share) {
        made.append(what);
      }
    }
    return made.toString();
  }

  private static String emoji(String text, Random random) {
    StringBuilder made = new StringBuilder();
    for (String word : text.split(" ")) {
      made.append(word).append(' ');
      if (random.nextInt(3) == 0) {
        made.append(EMOJI.get(random.nextInt(EMOJI.size()))).append(' ');
      }
    }
    return made.toString().strip();
  }
}

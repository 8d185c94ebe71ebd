package io.hedgerow.benchmarks.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The event of FACTS.md: user, address, about 70 characters of text, age, links and a score. */
public record BenchEvent(String user, String ip, String text, long age, long links, double score) {

  /** Seeded events; one text in fifty has a rare word, some of which rules look for. */
  static List<BenchEvent> list(int count) {
    SplittableRandom random = new SplittableRandom(7);
    List<BenchEvent> events = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      events.add(
          new BenchEvent(
              "user" + random.nextInt(5_000),
              "10." + random.nextInt(256) + "." + random.nextInt(256) + ".7",
              text(random),
              random.nextInt(2_000),
              random.nextInt(11),
              random.nextDouble()));
    }
    return events;
  }

  private static String text(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    while (text.length() < 64) {
      text.append(common(random.nextInt(400))).append(' ');
    }
    if (random.nextInt(50) == 0) {
      text.append(rare(random.nextInt(20_000)));
    }
    return text.toString().strip();
  }

  private static String common(int number) {
    return word(number, "bdfgklmnprst");
  }

  /** A word that no common word contains. */
  static String rare(int number) {
    return "q" + word(number, "vwxzjhcy");
  }

  private static String word(int number, String consonants) {
    StringBuilder word = new StringBuilder();
    for (int rest = number + 40; rest > 0; rest /= consonants.length() * 5) {
      int syllable = rest % (consonants.length() * 5);
      word.append(consonants.charAt(syllable / 5)).append("aeiou".charAt(syllable % 5));
    }
    return word.toString();
  }

  /** As engines that read maps want it. */
  Map<String, Object> map() {
    return Map.of("user", user, "ip", ip, "text", text, "age", age, "links", links, "score", score);
  }
}

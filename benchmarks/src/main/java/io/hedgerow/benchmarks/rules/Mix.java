package io.hedgerow.benchmarks.rules;

import io.hedgerow.benchmarks.rules.BenchRule.Test.Above;
import io.hedgerow.benchmarks.rules.BenchRule.Test.AnyOf;
import io.hedgerow.benchmarks.rules.BenchRule.Test.Below;
import io.hedgerow.benchmarks.rules.BenchRule.Test.Contains;
import io.hedgerow.benchmarks.rules.BenchRule.Test.Ip;
import io.hedgerow.benchmarks.rules.BenchRule.Test.ScoreAbove;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** What kinds of rules there are. */
public enum Mix {
  /** That of FACTS.md: two comparisons, a substring, or both; many rules fire on each event. */
  FACTS {
    @Override
    BenchRule rule(int i, SplittableRandom random) {
      return switch (i % 3) {
        case 0 ->
            new BenchRule(
                new Below("age", 1 + random.nextInt(400)),
                new Above("links", 3 + random.nextInt(8)));
        case 1 -> new BenchRule(new Contains(BenchEvent.rare(random.nextInt(20_000))));
        default ->
            new BenchRule(
                new Above("links", random.nextInt(8)),
                new ScoreAbove(0.5 + random.nextDouble() / 2),
                new Contains("ba"));
      };
    }
  },

  /** As packs are: each rule is about something rare, and about 1% of events make one fire. */
  REALISTIC {
    @Override
    BenchRule rule(int i, SplittableRandom random) {
      String term = BenchEvent.rare(random.nextInt(20_000));
      return switch (i % 5) {
        case 0 -> new BenchRule(new Below("age", 3), new Above("links", 8), new Contains(term));
        case 1 ->
            new BenchRule(
                new Ip("10." + random.nextInt(256) + "." + random.nextInt(256) + ".7"),
                new Above("links", 2));
        case 2 ->
            new BenchRule(
                new ScoreAbove(0.99 + random.nextDouble() / 100),
                new Below("age", 1 + random.nextInt(8)),
                new Above("links", 5));
        case 3 -> new BenchRule(new Contains(term), new Below("age", 30 + random.nextInt(300)));
        default ->
            new BenchRule(
                new Above("links", 9),
                new Below("age", 1 + random.nextInt(300)),
                new ScoreAbove(0.5 + random.nextDouble() / 2));
      };
    }
  },

  /** Eight terms a rule, over one text. */
  TEXT_HEAVY {
    @Override
    BenchRule rule(int i, SplittableRandom random) {
      List<String> terms = new ArrayList<>();
      for (int t = 0; t < 8; t++) {
        terms.add(BenchEvent.rare(random.nextInt(20_000)));
      }
      return new BenchRule(new AnyOf(terms), new ScoreAbove(0.2));
    }
  };

  /** As reports call it. */
  String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  abstract BenchRule rule(int i, SplittableRandom random);

  /** The first so many of the mix's rules; more rules begin with the same ones. */
  List<BenchRule> rules(int count) {
    SplittableRandom random = new SplittableRandom(11);
    List<BenchRule> rules = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      rules.add(rule(i, random));
    }
    return rules;
  }
}

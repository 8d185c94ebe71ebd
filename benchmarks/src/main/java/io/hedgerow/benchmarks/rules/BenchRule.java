package io.hedgerow.benchmarks.rules;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A rule that fires when all of its tests hold, written for each engine. */
record BenchRule(List<Test> all) {

  BenchRule(Test... all) {
    this(List.of(all));
  }

  /** One comparison. */
  sealed interface Test {
    record Below(String field, long limit) implements Test {}

    record Above(String field, long limit) implements Test {}

    record ScoreAbove(double limit) implements Test {}

    record Contains(String term) implements Test {}

    record AnyOf(List<String> terms) implements Test {}

    record Ip(String ip) implements Test {}
  }

  /** CEL, with this before each field: {@code event.} in a pack, nothing elsewhere. */
  String cel(String prefix) {
    return conjunction(test ->
        switch (test) {
          case Test.Below(String field, long limit) -> prefix + field + " < " + limit;
          case Test.Above(String field, long limit) -> prefix + field + " > " + limit;
          case Test.ScoreAbove(double limit) -> prefix + "score > " + number(limit);
          case Test.Contains(String term) -> prefix + "text.contains(\"" + term + "\")";
          case Test.AnyOf(List<String> terms) ->
              any(terms, term -> prefix + "text.contains(\"" + term + "\")");
          case Test.Ip(String ip) -> prefix + "ip == \"" + ip + "\"";
        });
  }

  /** Java, over an {@code e}. */
  String java() {
    return conjunction(test ->
        switch (test) {
          case Test.Below(String field, long limit) -> "e." + field + "() < " + limit + "L";
          case Test.Above(String field, long limit) -> "e." + field + "() > " + limit + "L";
          case Test.ScoreAbove(double limit) -> "e.score() > " + number(limit);
          case Test.Contains(String term) -> "e.text().contains(\"" + term + "\")";
          case Test.AnyOf(List<String> terms) ->
              any(terms, term -> "e.text().contains(\"" + term + "\")");
          case Test.Ip(String ip) -> "e.ip().equals(\"" + ip + "\")";
        });
  }

  String aviator() {
    return conjunction(test ->
        switch (test) {
          case Test.Below(String field, long limit) -> field + " < " + limit;
          case Test.Above(String field, long limit) -> field + " > " + limit;
          case Test.ScoreAbove(double limit) -> "score > " + number(limit);
          case Test.Contains(String term) -> "string.contains(text, '" + term + "')";
          case Test.AnyOf(List<String> terms) ->
              any(terms, term -> "string.contains(text, '" + term + "')");
          case Test.Ip(String ip) -> "ip == '" + ip + "'";
        });
  }

  /** A Drools rule's pattern. */
  String drools() {
    return "BenchEvent(" + conjunction(BenchRule::java).replace("e.", "") + ")";
  }

  private static String java(Test test) {
    return new BenchRule(test).java();
  }

  private String conjunction(Function<Test, String> text) {
    return all.stream().map(text).collect(Collectors.joining(" && "));
  }

  private static String any(List<String> terms, Function<String, String> text) {
    return terms.stream().map(text).collect(Collectors.joining(" || ", "(", ")"));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.6f", value);
  }
}
